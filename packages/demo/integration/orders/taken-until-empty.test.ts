import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("many take from items at once, and none gets what is not there", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1003", items: 6 });
  const taken = await Promise.all(Array.from({ length: 10 }, () => orders.take("o-1003", "items", 1)));
  expect(taken.filter(Boolean)).toHaveLength(6);
  expect(await orders.get("o-1003")).toMatchObject({ items: 0 });
});
