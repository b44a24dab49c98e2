import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what is on hand is the sum over all places, reserved or not", async () => {
  const stock = await inventory();
  const sku = fresh("tea");
  await stock.receive(sku, "north", 5);
  await stock.receive(sku, "south", 7);
  await stock.receive(sku, "harbour", 1);
  await stock.reserve(sku, "south", 7);
  expect(await stock.onHand(sku)).toBe(13);
});
