import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an order is paid with a card and a voucher", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 2_000 });
  await till.authorise({ order, id: "voucher", amount: 500 });
  await till.capture(order, "card", 2_000);
  await till.capture(order, "voucher", 500);
  await till.refund(order, "card", 300);
  expect(await till.balance(order)).toBe(2_200);
});
