import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("after a hundred movements the books are right", async () => {
  const stock = await inventory();
  const sku = fresh("tea");
  let expected = 0;
  for (let hour = 0; hour < 25; hour++) {
    expected = (await stock.receive(sku, "north", 3)) - 2;
    await stock.reserve(sku, "north", 2);
    await stock.ship(sku, "north", 2);
    expect(await stock.at(sku, "north")).toEqual({ free: expected, reserved: 0 });
  }
  expect(await stock.onHand(sku)).toBe(25);
});
