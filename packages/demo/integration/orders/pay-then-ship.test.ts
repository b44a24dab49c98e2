import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an order is paid, then shipped, and each step is a version", async () => {
  const book = await orders();
  const id = fresh("o");
  await book.place({ id, customer: fresh("c"), lines: [{ sku: "pot", count: 1, price: 5_900 }] });
  expect(await book.pay(id)).toBe(true);
  expect(await book.ship(id)).toBe(true);
  expect(await book.get(id)).toMatchObject({ status: "shipped", version: 3 });
});
