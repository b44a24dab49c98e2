import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a payment that is refunded cannot become captured", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-2", status: "refunded" });
  expect(await payments.change("p-2", "status", "authorised", "captured")).toBe(false);
  expect(await payments.get("p-2")).toMatchObject({ status: "refunded" });
});
