import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no more is taken from value than there is", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "language", value: 19 });
  expect(await settings.take("language", "value", 18)).toBe(true);
  expect(await settings.take("language", "value", 2)).toBe(false);
  expect(await settings.get("language")).toMatchObject({ value: 1 });
});
