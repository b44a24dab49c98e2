import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a setting can be a whole structure", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  const value = { open: { monday: [9, 17], sunday: [] }, holidays: ["12-25", "01-01"], strict: false };
  await shop.put(scope, "calendar", value);
  expect((await shop.get(scope, "calendar"))?.value).toEqual(value);
});
