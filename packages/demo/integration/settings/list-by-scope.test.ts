import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("settings are listed by scope", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "language", scope: "shop-7" });
  await settings.put({ id: "theme", scope: "staff-7" });
  await settings.put({ id: "tax-rate", scope: "shop-7" });
  const listed = await settings.where("scope", "shop-7");
  expect(listed.map(({ id }) => id)).toEqual(["language", "tax-rate"]);
});
