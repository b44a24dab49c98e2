import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("a setting becomes active in the background", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "free-shipping-from", status: "proposed" });
  const consumer = later(580, () => settings.change("free-shipping-from", "status", "proposed", "active"));
  await eventually(async () => (await settings.get("free-shipping-from"))?.status === "active");
  expect(await consumer).toBe(true);
});
