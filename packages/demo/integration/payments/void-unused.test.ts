import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an authorisation that is void takes nothing", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 800 });
  expect(await till.void(order, "card")).toBe(true);
  expect(await till.capture(order, "card", 800)).toBe(false);
  expect(await till.get(order, "card")).toMatchObject({ status: "void", captured: 0 });
});
