import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a setting nobody added is not there", async () => {
  const settings = await tableOf("settings");
  expect(await settings.get("theme-missing")).toBeUndefined();
});
