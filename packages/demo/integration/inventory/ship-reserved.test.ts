import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what is shipped is gone", async () => {
  const stock = await inventory();
  const sku = fresh("pot");
  await stock.receive(sku, "north", 6);
  await stock.reserve(sku, "north", 2);
  expect(await stock.ship(sku, "north", 2)).toBe(true);
  expect(await stock.onHand(sku)).toBe(4);
});
