import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what is released is free again", async () => {
  const stock = await inventory();
  const sku = fresh("mug");
  await stock.receive(sku, "south", 4);
  await stock.reserve(sku, "south", 4);
  expect(await stock.release(sku, "south", 1)).toBe(true);
  expect(await stock.at(sku, "south")).toEqual({ free: 1, reserved: 3 });
});
