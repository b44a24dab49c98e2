import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("of many who want to be first with an order, one wins", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1001", status: "placed" });
  const wins = await Promise.all(
    Array.from({ length: 10 }, () => orders.change("o-1001", "status", "placed", "paid")),
  );
  expect(wins.filter(Boolean)).toHaveLength(1);
});
