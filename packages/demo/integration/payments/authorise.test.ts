import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an authorised payment has taken nothing yet", async () => {
  const till = await payments();
  const order = fresh("o");
  expect(await till.authorise({ order, id: "card", amount: 990 })).toBe(true);
  expect(await till.get(order, "card")).toMatchObject({ authorised: 990, captured: 0, refunded: 0 });
  expect(await till.balance(order)).toBe(0);
});
