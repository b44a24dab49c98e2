import { expect, test } from "@jest/globals";
import { total } from "../../services/orders/src/orders.ts";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an order costs what its lines cost together", async () => {
  const book = await orders();
  const id = fresh("o");
  const lines = [
    { sku: "tea", count: 3, price: 450 },
    { sku: "mug", count: 2, price: 900 },
    { sku: "sample", count: 5, price: 0 },
  ];
  await book.place({ id, customer: fresh("c"), lines });
  expect(total((await book.get(id))?.lines ?? [])).toBe(3_150);
});
