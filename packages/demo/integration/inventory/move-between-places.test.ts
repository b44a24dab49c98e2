import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("goods that move are in the other place, and not more than there were", async () => {
  const stock = await inventory();
  const sku = fresh("tea");
  await stock.receive(sku, "north", 9);
  expect(await stock.move(sku, "north", "south", 4)).toBe(true);
  expect(await stock.at(sku, "north")).toMatchObject({ free: 5 });
  expect(await stock.at(sku, "south")).toMatchObject({ free: 4 });
});
