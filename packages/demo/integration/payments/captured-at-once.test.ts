import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { atOnce, fresh, wins } from "../support/words.ts";

test("of many who take the whole sum at once, one does", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 700 });
  expect(wins(await atOnce(10, () => till.capture(order, "card", 700)))).toBe(1);
  expect(await till.balance(order)).toBe(700);
});
