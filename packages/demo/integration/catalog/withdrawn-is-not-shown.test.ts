import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a withdrawn product leaves the page, and is still found by its sku", async () => {
  const shop = await catalog();
  const [category, sku] = [fresh("pots"), fresh("pot")];
  await shop.add({ sku, name: "Glass pot", category, price: 2_900 });
  await shop.list(sku);
  expect(await shop.withdraw(sku)).toBe(true);
  expect(await shop.listed(category)).toEqual([]);
  expect(await shop.get(sku)).toMatchObject({ status: "withdrawn" });
});
