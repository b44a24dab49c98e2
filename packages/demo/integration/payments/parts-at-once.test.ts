import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { atOnce, fresh, untilItWorks } from "../support/words.ts";

test("ten parts taken at once are all taken, each once", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 1_000 });
  await atOnce(10, () => untilItWorks(() => till.capture(order, "card", 100)));
  expect(await till.capture(order, "card", 1)).toBe(false);
  expect(await till.balance(order)).toBe(1_000);
});
