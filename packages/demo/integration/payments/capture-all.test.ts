import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what was authorised is taken", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 5_900 });
  expect(await till.capture(order, "card", 5_900)).toBe(true);
  expect(await till.balance(order)).toBe(5_900);
});
