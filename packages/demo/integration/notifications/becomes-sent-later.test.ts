import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("a message becomes sent in the background", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-4", status: "queued" });
  const consumer = later(540, () => notifications.change("m-4", "status", "queued", "sent"));
  await eventually(async () => (await notifications.get("m-4"))?.status === "sent");
  expect(await consumer).toBe(true);
});
