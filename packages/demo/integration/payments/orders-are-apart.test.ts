import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("the same payment id in two orders is two payments", async () => {
  const till = await payments();
  const [one, other] = [fresh("o"), fresh("o")];
  await till.authorise({ order: one, id: "card", amount: 100 });
  await till.authorise({ order: other, id: "card", amount: 200 });
  await till.capture(other, "card", 200);
  expect([await till.balance(one), await till.balance(other)]).toEqual([0, 200]);
});
