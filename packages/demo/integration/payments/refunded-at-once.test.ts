import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { atOnce, fresh, wins } from "../support/words.ts";

test("five clerks give the same money back, and it goes once", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 450 });
  await till.capture(order, "card", 450);
  expect(wins(await atOnce(5, () => till.refund(order, "card", 450)))).toBe(1);
  expect(await till.balance(order)).toBe(0);
});
