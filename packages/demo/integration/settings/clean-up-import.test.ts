import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("what was imported by mistake can be removed", async () => {
  const settings = await tableOf("settings");
  for (let i = 0; i < 15; i++) await settings.put({ id: `mistake-${i}`, batch: "mistake" });
  for (const { id } of await settings.where("batch", "mistake")) await settings.remove(id);
  expect(await settings.where("batch", "mistake")).toEqual([]);
});
