import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { atOnce, fresh, wins } from "../support/words.ts";

test("twenty want one of the last seven, and seven get it", async () => {
  const stock = await inventory();
  const sku = fresh("mug");
  await stock.receive(sku, "north", 7);
  expect(wins(await atOnce(20, () => stock.reserve(sku, "north", 1)))).toBe(7);
  expect(await stock.at(sku, "north")).toEqual({ free: 0, reserved: 7 });
});
