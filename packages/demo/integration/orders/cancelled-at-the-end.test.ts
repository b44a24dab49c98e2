import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("an order ends as cancelled, step by step", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1003", status: "placed" });
  const steps = ["placed", "paid", "cancelled"];
  for (const [i, next] of steps.slice(1).entries()) {
    expect(await orders.change("o-1003", "status", steps[i] ?? "", next)).toBe(true);
  }
  expect(await orders.get("o-1003")).toMatchObject({ status: "cancelled" });
});
