import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a message goes from queued to sent", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-1", status: "queued" });
  expect(await notifications.change("m-1", "status", "queued", "sent")).toBe(true);
  expect(await notifications.get("m-1")).toMatchObject({ status: "sent" });
});
