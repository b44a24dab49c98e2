import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("a payment becomes captured in the background", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-4", status: "authorised" });
  const consumer = later(460, () => payments.change("p-4", "status", "authorised", "captured"));
  await eventually(async () => (await payments.get("p-4"))?.status === "captured");
  expect(await consumer).toBe(true);
});
