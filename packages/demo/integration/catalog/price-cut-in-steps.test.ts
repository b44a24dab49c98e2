import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a price falls in ten steps, none of them twice", async () => {
  const shop = await catalog();
  const sku = fresh("mug");
  await shop.add({ sku, name: "Last year's mug", category: "mugs", price: 1_000 });
  for (let price = 1_000; price > 500; price -= 50) {
    expect(await shop.reprice(sku, price, price - 50)).toBe(true);
    expect(await shop.reprice(sku, price, price - 50)).toBe(false);
  }
  expect(await shop.get(sku)).toMatchObject({ price: 500 });
});
