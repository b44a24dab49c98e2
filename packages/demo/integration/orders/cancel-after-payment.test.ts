import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a paid order cannot be cancelled", async () => {
  const book = await orders();
  const id = fresh("o");
  await book.place({ id, customer: fresh("c"), lines: [{ sku: "tea", count: 3, price: 450 }] });
  await book.pay(id);
  expect(await book.cancel(id)).toBe(false);
  expect(await book.get(id)).toMatchObject({ status: "paid" });
});
