import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("a product becomes listed in the background", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "pot-iron", status: "draft" });
  const consumer = later(300, () => catalog.change("pot-iron", "status", "draft", "listed"));
  await eventually(async () => (await catalog.get("pot-iron"))?.status === "listed");
  expect(await consumer).toBe(true);
});
