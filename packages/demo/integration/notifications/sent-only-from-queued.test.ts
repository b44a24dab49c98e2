import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a message that is bounced cannot become sent", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-2", status: "bounced" });
  expect(await notifications.change("m-2", "status", "queued", "sent")).toBe(false);
  expect(await notifications.get("m-2")).toMatchObject({ status: "bounced" });
});
