import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a payment ends as refunded, step by step", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-3", status: "authorised" });
  const steps = ["authorised", "captured", "refunded"];
  for (const [i, next] of steps.slice(1).entries()) {
    expect(await payments.change("p-3", "status", steps[i] ?? "", next)).toBe(true);
  }
  expect(await payments.get("p-3")).toMatchObject({ status: "refunded" });
});
