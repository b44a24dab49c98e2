import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("nobody is paid for taking a product", async () => {
  const shop = await catalog();
  const sku = fresh("tea");
  await shop.add({ sku, name: "Old tea", category: "tea", price: 10 });
  await expect(shop.reprice(sku, 10, -5)).rejects.toThrow("cannot be negative");
  expect(await shop.reprice(sku, 10, 0)).toBe(true);
});
