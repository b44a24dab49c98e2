import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what is reserved cannot be moved away", async () => {
  const stock = await inventory();
  const sku = fresh("tea");
  await stock.receive(sku, "north", 5);
  await stock.reserve(sku, "north", 3);
  expect(await stock.move(sku, "north", "south", 3)).toBe(false);
  expect(await stock.everywhere(sku)).toEqual([{ place: "north", free: 2, reserved: 3 }]);
});
