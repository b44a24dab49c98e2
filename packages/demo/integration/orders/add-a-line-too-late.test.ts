import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("nothing is added to an order that is paid", async () => {
  const book = await orders();
  const id = fresh("o");
  await book.place({ id, customer: fresh("c"), lines: [{ sku: "tea", count: 1, price: 450 }] });
  await book.pay(id);
  expect(await book.addLine(id, { sku: "mug", count: 1, price: 900 }, 2)).toBe(false);
  expect((await book.get(id))?.lines).toHaveLength(1);
});
