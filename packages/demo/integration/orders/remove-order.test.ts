import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("an order that was removed is gone, and removing it again does no harm", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1004", items: 5 });
  await orders.remove("o-1004");
  await orders.remove("o-1004");
  expect(await orders.get("o-1004")).toBeUndefined();
});
