import { expect, test } from "@jest/globals";
import { payments } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what was taken cannot be made void", async () => {
  const till = await payments();
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 800 });
  await till.capture(order, "card", 1);
  expect(await till.void(order, "card")).toBe(false);
  expect(await till.get(order, "card")).toMatchObject({ status: "authorised" });
});
