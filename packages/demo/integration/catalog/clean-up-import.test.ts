import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("what was imported by mistake can be removed", async () => {
  const catalog = await tableOf("catalog");
  for (let i = 0; i < 15; i++) await catalog.put({ id: `mistake-${i}`, batch: "mistake" });
  for (const { id } of await catalog.where("batch", "mistake")) await catalog.remove(id);
  expect(await catalog.where("batch", "mistake")).toEqual([]);
});
