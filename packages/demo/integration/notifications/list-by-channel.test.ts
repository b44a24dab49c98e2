import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("notifications are listed by channel", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-1", channel: "mail-6" });
  await notifications.put({ id: "m-2", channel: "sms-6" });
  await notifications.put({ id: "m-3", channel: "mail-6" });
  const listed = await notifications.where("channel", "mail-6");
  expect(listed.map(({ id }) => id)).toEqual(["m-1", "m-3"]);
});
