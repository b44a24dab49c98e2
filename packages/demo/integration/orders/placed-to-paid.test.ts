import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("an order goes from placed to paid", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1001", status: "placed" });
  expect(await orders.change("o-1001", "status", "placed", "paid")).toBe(true);
  expect(await orders.get("o-1001")).toMatchObject({ status: "paid" });
});
