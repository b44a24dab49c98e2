import { expect, test } from "@jest/globals";
import { deployed, inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a product is low below the shop's level, not at it", async () => {
  const stock = await inventory();
  const level = Number((await deployed("inventory")).parameters["reorder-level"]);
  const sku = fresh("pot");
  await stock.receive(sku, "north", level - 1);
  expect(await stock.isLow(sku)).toBe(true);
  await stock.receive(sku, "north", 1);
  expect(await stock.isLow(sku)).toBe(false);
});
