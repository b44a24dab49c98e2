import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { eventually, fresh } from "../support/words.ts";

test("an order nobody pays lapses, but not before its time", async () => {
  const book = await orders();
  const id = fresh("o");
  await book.place({ id, customer: fresh("c"), lines: [{ sku: "tea", count: 1, price: 450 }] });
  expect(await book.lapse(id)).toBe(false);
  await eventually(() => book.lapse(id), 250);
  expect(await book.pay(id)).toBe(false);
  expect(await book.get(id)).toMatchObject({ status: "lapsed" });
});
