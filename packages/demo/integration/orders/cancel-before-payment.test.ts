import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an order can be cancelled before it is paid", async () => {
  const book = await orders();
  const id = fresh("o");
  await book.place({ id, customer: fresh("c"), lines: [{ sku: "tea", count: 3, price: 450 }] });
  expect(await book.cancel(id)).toBe(true);
  expect(await book.pay(id)).toBe(false);
});
