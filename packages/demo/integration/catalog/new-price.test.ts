import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a price changes when it is the one that was seen", async () => {
  const shop = await catalog();
  const sku = fresh("tea");
  await shop.add({ sku, name: "Black tea", category: "tea", price: 400 });
  expect(await shop.reprice(sku, 400, 420)).toBe(true);
  expect(await shop.reprice(sku, 400, 380)).toBe(false);
  expect(await shop.get(sku)).toMatchObject({ price: 420 });
});
