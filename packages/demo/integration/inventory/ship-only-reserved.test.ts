import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what is free is not shipped without being reserved", async () => {
  const stock = await inventory();
  const sku = fresh("pot");
  await stock.receive(sku, "north", 6);
  expect(await stock.ship(sku, "north", 1)).toBe(false);
  expect(await stock.onHand(sku)).toBe(6);
});
