import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("a stock entry becomes reserved in the background", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "depot-8", status: "counted" });
  const consumer = later(340, () => inventory.change("depot-8", "status", "counted", "reserved"));
  await eventually(async () => (await inventory.get("depot-8"))?.status === "reserved");
  expect(await consumer).toBe(true);
});
