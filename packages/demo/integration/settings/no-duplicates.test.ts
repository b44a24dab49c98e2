import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the same setting cannot be added twice", async () => {
  const settings = await tableOf("settings");
  await settings.remove("tax-rate");
  expect(await settings.add({ id: "tax-rate", value: 19 })).toBe(true);
  expect(await settings.add({ id: "tax-rate", value: 20 })).toBe(false);
  expect(await settings.get("tax-rate")).toMatchObject({ value: 19 });
});
