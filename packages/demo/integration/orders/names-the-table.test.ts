import { expect, test } from "@jest/globals";
import { setting, tableOf } from "../support/shop.ts";

test("the service says where its table is", async () => {
  const orders = await tableOf("orders");
  expect(orders.name).toBe("shop-orders-test");
  expect(await setting("orders/table-name")).toBe(orders.name);
});
