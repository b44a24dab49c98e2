import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh, many } from "../support/words.ts";

test("a sale lowers every price of a category, and its end brings them back", async () => {
  const shop = await catalog();
  const prices = new Map(many(8, (i) => [fresh("mug"), 1_000 + i * 100] as const));
  for (const [sku, price] of prices) await shop.add({ sku, name: "Mug", category: "mugs", price });
  for (const [sku, price] of prices) expect(await shop.reprice(sku, price, price / 2)).toBe(true);
  for (const [sku, price] of prices) expect(await shop.reprice(sku, price / 2, price)).toBe(true);
  for (const [sku, price] of prices) expect(await shop.get(sku)).toMatchObject({ price });
});
