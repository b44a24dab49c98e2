import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("what was imported by mistake can be removed", async () => {
  const customers = await tableOf("customers");
  for (let i = 0; i < 15; i++) await customers.put({ id: `mistake-${i}`, batch: "mistake" });
  for (const { id } of await customers.where("batch", "mistake")) await customers.remove(id);
  expect(await customers.where("batch", "mistake")).toEqual([]);
});
