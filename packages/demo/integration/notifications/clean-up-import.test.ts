import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("what was imported by mistake can be removed", async () => {
  const notifications = await tableOf("notifications");
  for (let i = 0; i < 15; i++) await notifications.put({ id: `mistake-${i}`, batch: "mistake" });
  for (const { id } of await notifications.where("batch", "mistake")) await notifications.remove(id);
  expect(await notifications.where("batch", "mistake")).toEqual([]);
});
