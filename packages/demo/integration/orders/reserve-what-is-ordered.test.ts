import { expect, test } from "@jest/globals";
import { inventory, orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a placed order reserves its goods, a cancelled one gives them back", async () => {
  const [book, stock] = [await orders(), await inventory()];
  const [id, sku] = [fresh("o"), fresh("mug")];
  await stock.receive(sku, "north", 10);
  await book.place({ id, customer: fresh("c"), lines: [{ sku, count: 4, price: 900 }] });
  expect(await stock.reserve(sku, "north", 4)).toBe(true);
  if (await book.cancel(id)) await stock.release(sku, "north", 4);
  expect(await stock.at(sku, "north")).toEqual({ free: 10, reserved: 0 });
});
