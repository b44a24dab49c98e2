import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a message is found by its id once it was added", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-1", retriesLeft: 3, status: "queued" });
  expect(await notifications.get("m-1")).toEqual({ id: "m-1", retriesLeft: 3, status: "queued" });
});
