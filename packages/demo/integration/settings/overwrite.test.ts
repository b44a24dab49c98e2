import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the newest write of a setting is what is read", async () => {
  const settings = await tableOf("settings");
  for (const value of [1, 2, 3, 19]) await settings.put({ id: "theme", value });
  expect(await settings.get("theme")).toEqual({ id: "theme", value: 19 });
});
