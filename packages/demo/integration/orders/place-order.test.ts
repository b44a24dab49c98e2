import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an order is placed with its lines", async () => {
  const book = await orders();
  const lines = [{ sku: "tea-green", count: 2, price: 450 }];
  const order = { id: fresh("o"), customer: fresh("c"), lines };
  expect(await book.place(order)).toBe(true);
  expect(await book.get(order.id)).toMatchObject({ ...order, status: "placed", version: 1 });
});
