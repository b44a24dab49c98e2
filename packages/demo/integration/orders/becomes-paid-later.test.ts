import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("an order becomes paid in the background", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1004", status: "placed" });
  const consumer = later(420, () => orders.change("o-1004", "status", "placed", "paid"));
  await eventually(async () => (await orders.get("o-1004"))?.status === "paid");
  expect(await consumer).toBe(true);
});
