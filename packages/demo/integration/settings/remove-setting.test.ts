import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a setting that was removed is gone, and removing it again does no harm", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "free-shipping-from", value: 19 });
  await settings.remove("free-shipping-from");
  await settings.remove("free-shipping-from");
  expect(await settings.get("free-shipping-from")).toBeUndefined();
});
