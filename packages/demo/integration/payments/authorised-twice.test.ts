import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("the same authorisation sent twice is one, another amount is refused", async () => {
  const till = await payments();
  const order = fresh("o");
  expect(await till.authorise({ order, id: "card", amount: 990 })).toBe(true);
  expect(await till.authorise({ order, id: "card", amount: 990 })).toBe(true);
  expect(await till.authorise({ order, id: "card", amount: 1 })).toBe(false);
});
