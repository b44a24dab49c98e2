import { expect, test } from "@jest/globals";
import { catalog, inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what is in the catalogue need not be in stock", async () => {
  const [shop, stock] = [await catalog(), await inventory()];
  const sku = fresh("tea");
  await shop.add({ sku, name: "Announced tea", category: "tea", price: 600 });
  await shop.list(sku);
  expect(await stock.onHand(sku)).toBe(0);
  expect(await stock.isLow(sku)).toBe(true);
});
