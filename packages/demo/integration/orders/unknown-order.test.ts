import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an order nobody placed is not there, and goes nowhere", async () => {
  const book = await orders();
  const id = fresh("o");
  expect(await book.get(id)).toBeUndefined();
  expect([await book.pay(id), await book.ship(id), await book.cancel(id)]).toEqual([false, false, false]);
  expect(await book.get(id)).toBeUndefined();
});
