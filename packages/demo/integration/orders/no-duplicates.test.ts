import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the same order cannot be added twice", async () => {
  const orders = await tableOf("orders");
  await orders.remove("o-1003");
  expect(await orders.add({ id: "o-1003", items: 5 })).toBe(true);
  expect(await orders.add({ id: "o-1003", items: 6 })).toBe(false);
  expect(await orders.get("o-1003")).toMatchObject({ items: 5 });
});
