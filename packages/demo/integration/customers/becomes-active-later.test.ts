import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("a customer becomes active in the background", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "margaret", status: "invited" });
  const consumer = later(380, () => customers.change("margaret", "status", "invited", "active"));
  await eventually(async () => (await customers.get("margaret"))?.status === "active");
  expect(await consumer).toBe(true);
});
