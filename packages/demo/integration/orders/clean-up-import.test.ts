import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("what was imported by mistake can be removed", async () => {
  const orders = await tableOf("orders");
  for (let i = 0; i < 15; i++) await orders.put({ id: `mistake-${i}`, batch: "mistake" });
  for (const { id } of await orders.where("batch", "mistake")) await orders.remove(id);
  expect(await orders.where("batch", "mistake")).toEqual([]);
});
