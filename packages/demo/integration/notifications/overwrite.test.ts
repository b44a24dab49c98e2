import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the newest write of a message is what is read", async () => {
  const notifications = await tableOf("notifications");
  for (const retriesLeft of [1, 2, 3, 3]) await notifications.put({ id: "m-2", retriesLeft });
  expect(await notifications.get("m-2")).toEqual({ id: "m-2", retriesLeft: 3 });
});
