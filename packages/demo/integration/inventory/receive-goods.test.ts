import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what is received is free to be sold", async () => {
  const stock = await inventory();
  const sku = fresh("tea");
  expect(await stock.receive(sku, "north", 12)).toBe(12);
  expect(await stock.receive(sku, "north", 8)).toBe(20);
  expect(await stock.at(sku, "north")).toEqual({ free: 20, reserved: 0 });
});
