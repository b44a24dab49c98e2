import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what is withdrawn keeps its last price", async () => {
  const shop = await catalog();
  const sku = fresh("mug");
  await shop.add({ sku, name: "Chipped mug", category: "mugs", price: 300 });
  await shop.list(sku);
  await shop.withdraw(sku);
  expect(await shop.reprice(sku, 300, 100)).toBe(false);
});
