import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a payment is taken in parts, up to what was authorised", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 1_000 });
  expect(await till.capture(order, "card", 600)).toBe(true);
  expect(await till.capture(order, "card", 500)).toBe(false);
  expect(await till.capture(order, "card", 400)).toBe(true);
  expect(await till.balance(order)).toBe(1_000);
});
