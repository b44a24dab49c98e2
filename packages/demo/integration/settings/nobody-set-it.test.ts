import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a setting nobody set is not there", async () => {
  const shop = await settings();
  expect(await shop.get(fresh("scope"), "language")).toBeUndefined();
  expect(await shop.all(fresh("scope"))).toEqual([]);
});
