import { expect, test } from "@jest/globals";
import { total } from "../../services/orders/src/orders.ts";
import { orders, payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an order is paid once its balance is its total", async () => {
  const [till, book] = [await payments(), await orders()];
  const order = fresh("o");
  const lines = [{ sku: "tea", count: 4, price: 450 }];
  await book.place({ id: order, customer: fresh("c"), lines });
  await till.authorise({ order, id: "card", amount: total(lines) });
  for (const part of [600, 600, 600]) {
    expect((await till.balance(order)) < total(lines)).toBe(true);
    await till.capture(order, "card", part);
  }
  expect(await till.balance(order)).toBe(total(lines));
  expect(await book.pay(order)).toBe(true);
});
