import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("money goes back in parts, up to what was taken", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 1_000 });
  await till.capture(order, "card", 900);
  expect(await till.refund(order, "card", 500)).toBe(true);
  expect(await till.refund(order, "card", 500)).toBe(false);
  expect(await till.refund(order, "card", 400)).toBe(true);
  expect(await till.balance(order)).toBe(0);
});
