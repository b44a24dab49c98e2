import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("paid and cancelled at once, it is one of the two", async () => {
  const book = await orders();
  const id = fresh("o");
  await book.place({ id, customer: fresh("c"), lines: [{ sku: "tea", count: 1, price: 450 }] });
  const [paid, cancelled] = await Promise.all([book.pay(id), book.cancel(id)]);
  expect(paid).toBe(!cancelled);
  expect(await book.get(id)).toMatchObject({ status: paid ? "paid" : "cancelled", version: 2 });
});
