import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("of many who want to be first with a payment, one wins", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-1", status: "authorised" });
  const wins = await Promise.all(
    Array.from({ length: 10 }, () => payments.change("p-1", "status", "authorised", "captured")),
  );
  expect(wins.filter(Boolean)).toHaveLength(1);
});
