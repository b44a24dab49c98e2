import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the newest write of a payment is what is read", async () => {
  const payments = await tableOf("payments");
  for (const amount of [1, 2, 3, 990]) await payments.put({ id: "p-2", amount });
  expect(await payments.get("p-2")).toEqual({ id: "p-2", amount: 990 });
});
