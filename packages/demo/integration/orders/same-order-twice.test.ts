import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { atOnce, fresh, wins } from "../support/words.ts";

test("an order that arrives twice is one order", async () => {
  const book = await orders();
  const [id, customer] = [fresh("o"), fresh("c")];
  const lines = [{ sku: "mug-blue", count: 1, price: 900 }];
  expect(wins(await atOnce(5, () => book.place({ id, customer, lines })))).toBe(1);
  expect(await book.of(customer)).toEqual([id]);
});
