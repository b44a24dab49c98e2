import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("an order nobody added is not there", async () => {
  const orders = await tableOf("orders");
  expect(await orders.get("o-1002-missing")).toBeUndefined();
});
