import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("from a payment nobody authorised nothing is taken or given back", async () => {
  const till = await payments();
  const order = fresh("o");
  expect(await till.capture(order, "card", 1)).toBe(false);
  expect(await till.refund(order, "card", 1)).toBe(false);
  expect(await till.void(order, "card")).toBe(false);
  expect(await till.get(order, "card")).toBeUndefined();
});
