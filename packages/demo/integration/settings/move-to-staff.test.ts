import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a setting that moves to staff leaves shop", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "free-shipping-from", scope: "shop" });
  expect(await settings.change("free-shipping-from", "scope", "shop", "staff")).toBe(true);
  expect((await settings.where("scope", "shop")).map(({ id }) => id)).not.toContain("free-shipping-from");
});
