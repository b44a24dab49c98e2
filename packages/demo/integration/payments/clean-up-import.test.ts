import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("what was imported by mistake can be removed", async () => {
  const payments = await tableOf("payments");
  for (let i = 0; i < 15; i++) await payments.put({ id: `mistake-${i}`, batch: "mistake" });
  for (const { id } of await payments.where("batch", "mistake")) await payments.remove(id);
  expect(await payments.where("batch", "mistake")).toEqual([]);
});
