import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a message that was removed is gone, and removing it again does no harm", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-4", retriesLeft: 3 });
  await notifications.remove("m-4");
  await notifications.remove("m-4");
  expect(await notifications.get("m-4")).toBeUndefined();
});
