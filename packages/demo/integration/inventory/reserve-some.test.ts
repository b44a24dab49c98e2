import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what is reserved is not free any more", async () => {
  const stock = await inventory();
  const sku = fresh("mug");
  await stock.receive(sku, "north", 10);
  expect(await stock.reserve(sku, "north", 3)).toBe(true);
  expect(await stock.at(sku, "north")).toEqual({ free: 7, reserved: 3 });
});
