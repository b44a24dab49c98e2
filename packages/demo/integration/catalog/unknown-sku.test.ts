import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what the shop never had, it neither finds nor lists", async () => {
  const shop = await catalog();
  const sku = fresh("nothing");
  expect(await shop.get(sku)).toBeUndefined();
  expect(await shop.list(sku)).toBe(false);
  expect(await shop.reprice(sku, 0, 100)).toBe(false);
  expect(await shop.get(sku)).toBeUndefined();
});
