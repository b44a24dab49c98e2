import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what was only authorised does not go back", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 1_000 });
  expect(await till.refund(order, "card", 1)).toBe(false);
});
