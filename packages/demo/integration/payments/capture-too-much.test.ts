import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("never is more taken than was authorised", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 1_000 });
  expect(await till.capture(order, "card", 1_001)).toBe(false);
  expect(await till.balance(order)).toBe(0);
});
