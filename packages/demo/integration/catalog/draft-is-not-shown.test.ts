import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a draft is not on the category's page, a listed product is", async () => {
  const shop = await catalog();
  const [category, sku] = [fresh("pots"), fresh("pot")];
  await shop.add({ sku, name: "Iron pot", category, price: 5_900 });
  expect(await shop.listed(category)).toEqual([]);
  await shop.list(sku);
  expect(await shop.listed(category)).toEqual(["Iron pot"]);
});
