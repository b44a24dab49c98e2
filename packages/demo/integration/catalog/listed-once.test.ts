import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("only a draft can be listed", async () => {
  const shop = await catalog();
  const sku = fresh("tea");
  await shop.add({ sku, name: "White tea", category: "tea", price: 700 });
  expect(await shop.list(sku)).toBe(true);
  expect(await shop.list(sku)).toBe(false);
  await shop.withdraw(sku);
  expect(await shop.list(sku)).toBe(false);
});
