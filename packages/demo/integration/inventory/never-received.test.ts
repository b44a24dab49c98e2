import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("of what was never received there is nothing, and nothing to reserve", async () => {
  const stock = await inventory();
  const sku = fresh("tea");
  expect(await stock.at(sku, "north")).toEqual({ free: 0, reserved: 0 });
  expect(await stock.onHand(sku)).toBe(0);
  expect(await stock.reserve(sku, "north", 1)).toBe(false);
  expect(await stock.everywhere(sku)).toEqual([]);
});
