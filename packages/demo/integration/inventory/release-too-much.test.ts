import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("nobody releases what nobody reserved", async () => {
  const stock = await inventory();
  const sku = fresh("pot");
  await stock.receive(sku, "south", 4);
  await stock.reserve(sku, "south", 1);
  expect(await stock.release(sku, "south", 2)).toBe(false);
  expect(await stock.at(sku, "south")).toEqual({ free: 3, reserved: 1 });
});
