import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no more is taken from retriesLeft than there is", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-1", retriesLeft: 3 });
  expect(await notifications.take("m-1", "retriesLeft", 2)).toBe(true);
  expect(await notifications.take("m-1", "retriesLeft", 2)).toBe(false);
  expect(await notifications.get("m-1")).toMatchObject({ retriesLeft: 1 });
});
