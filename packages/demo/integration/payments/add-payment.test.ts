import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a payment is found by its id once it was added", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-1", amount: 990, status: "authorised" });
  expect(await payments.get("p-1")).toEqual({ id: "p-1", amount: 990, status: "authorised" });
});
