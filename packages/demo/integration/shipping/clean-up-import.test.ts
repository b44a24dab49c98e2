import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("what was imported by mistake can be removed", async () => {
  const shipping = await tableOf("shipping");
  for (let i = 0; i < 15; i++) await shipping.put({ id: `mistake-${i}`, batch: "mistake" });
  for (const { id } of await shipping.where("batch", "mistake")) await shipping.remove(id);
  expect(await shipping.where("batch", "mistake")).toEqual([]);
});
