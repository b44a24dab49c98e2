import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test.each([0, -100, Number.NaN])("%p cents are no payment", async (amount) => {
  const till = await payments();
  const order = fresh("o");
  await expect(till.authorise({ order, id: "card", amount })).rejects.toThrow("positive");
  expect(await till.get(order, "card")).toBeUndefined();
});
