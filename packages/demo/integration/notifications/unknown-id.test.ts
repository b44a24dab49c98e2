import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a message nobody added is not there", async () => {
  const notifications = await tableOf("notifications");
  expect(await notifications.get("m-2-missing")).toBeUndefined();
});
