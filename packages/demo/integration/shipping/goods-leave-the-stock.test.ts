import { expect, test } from "@jest/globals";
import { inventory, shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what a parcel takes along is no longer in stock", async () => {
  const [parcels, stock] = [await shipping(), await inventory()];
  const [id, sku] = [fresh("s"), fresh("mug")];
  await stock.receive(sku, "north", 5);
  await stock.reserve(sku, "north", 2);
  await parcels.pack({ id, order: fresh("o"), weight: 900 });
  if (await parcels.handOver(id, "post")) await stock.ship(sku, "north", 2);
  expect(await stock.onHand(sku)).toBe(3);
});
