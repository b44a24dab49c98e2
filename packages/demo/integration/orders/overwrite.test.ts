import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the newest write of an order is what is read", async () => {
  const orders = await tableOf("orders");
  for (const items of [1, 2, 3, 5]) await orders.put({ id: "o-1002", items });
  expect(await orders.get("o-1002")).toEqual({ id: "o-1002", items: 5 });
});
