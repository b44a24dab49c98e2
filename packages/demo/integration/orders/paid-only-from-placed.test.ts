import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("an order that is cancelled cannot become paid", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1002", status: "cancelled" });
  expect(await orders.change("o-1002", "status", "placed", "paid")).toBe(false);
  expect(await orders.get("o-1002")).toMatchObject({ status: "cancelled" });
});
