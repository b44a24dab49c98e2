import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("no more can be reserved than is free, and a refusal changes nothing", async () => {
  const stock = await inventory();
  const sku = fresh("mug");
  await stock.receive(sku, "north", 5);
  expect(await stock.reserve(sku, "north", 6)).toBe(false);
  expect(await stock.reserve(sku, "north", 5)).toBe(true);
  expect(await stock.reserve(sku, "north", 1)).toBe(false);
  expect(await stock.at(sku, "north")).toEqual({ free: 0, reserved: 5 });
});
