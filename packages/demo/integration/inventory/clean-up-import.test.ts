import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("what was imported by mistake can be removed", async () => {
  const inventory = await tableOf("inventory");
  for (let i = 0; i < 15; i++) await inventory.put({ id: `mistake-${i}`, batch: "mistake" });
  for (const { id } of await inventory.where("batch", "mistake")) await inventory.remove(id);
  expect(await inventory.where("batch", "mistake")).toEqual([]);
});
