import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("an order is found by its id once it was added", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1001", items: 5, status: "placed" });
  expect(await orders.get("o-1001")).toEqual({ id: "o-1001", items: 5, status: "placed" });
});
