import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a draft cannot be withdrawn", async () => {
  const shop = await catalog();
  const sku = fresh("tea");
  await shop.add({ sku, name: "Mint tea", category: "tea", price: 390 });
  expect(await shop.withdraw(sku)).toBe(false);
  expect(await shop.get(sku)).toMatchObject({ status: "draft" });
});
