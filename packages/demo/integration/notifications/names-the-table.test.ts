import { expect, test } from "@jest/globals";
import { setting, tableOf } from "../support/shop.ts";

test("the service says where its table is", async () => {
  const notifications = await tableOf("notifications");
  expect(notifications.name).toBe("shop-notifications-test");
  expect(await setting("notifications/table-name")).toBe(notifications.name);
});
