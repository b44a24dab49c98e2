import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("many take from value at once, and none gets what is not there", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "tax-rate", value: 6 });
  const taken = await Promise.all(Array.from({ length: 10 }, () => settings.take("tax-rate", "value", 1)));
  expect(taken.filter(Boolean)).toHaveLength(6);
  expect(await settings.get("tax-rate")).toMatchObject({ value: 0 });
});
