import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a product is a draft at first", async () => {
  const shop = await catalog();
  const product = { sku: fresh("tea"), name: "Green tea", category: "tea", price: 450 };
  expect(await shop.add(product)).toBe(true);
  expect(await shop.get(product.sku)).toEqual({ ...product, status: "draft" });
});
