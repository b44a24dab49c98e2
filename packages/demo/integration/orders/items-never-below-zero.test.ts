import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no more is taken from items than there is", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1001", items: 5 });
  expect(await orders.take("o-1001", "items", 4)).toBe(true);
  expect(await orders.take("o-1001", "items", 2)).toBe(false);
  expect(await orders.get("o-1001")).toMatchObject({ items: 1 });
});
