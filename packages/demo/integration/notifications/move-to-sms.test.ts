import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a message that moves to sms leaves mail", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-4", channel: "mail" });
  expect(await notifications.change("m-4", "channel", "mail", "sms")).toBe(true);
  expect((await notifications.where("channel", "mail")).map(({ id }) => id)).not.toContain("m-4");
});
