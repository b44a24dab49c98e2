import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("void and taken at once, it is one of the two", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 300 });
  const [taken, isVoid] = await Promise.all([till.capture(order, "card", 300), till.void(order, "card")]);
  expect(taken).toBe(!isVoid);
  expect(await till.balance(order)).toBe(taken ? 300 : 0);
});
