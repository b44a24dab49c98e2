import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("the month's fifty payments are taken one by one, and none is missing", async () => {
  const till = await payments();
  const order = fresh("month");
  for (let day = 1; day <= 50; day++) {
    await till.authorise({ order, id: `day-${day}`, amount: day });
    expect(await till.capture(order, `day-${day}`, day)).toBe(true);
  }
  expect(await till.balance(order)).toBe(1_275);
});
