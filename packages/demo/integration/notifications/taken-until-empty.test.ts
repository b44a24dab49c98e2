import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("many take from retriesLeft at once, and none gets what is not there", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-3", retriesLeft: 6 });
  const taken = await Promise.all(
    Array.from({ length: 10 }, () => notifications.take("m-3", "retriesLeft", 1)),
  );
  expect(taken.filter(Boolean)).toHaveLength(6);
  expect(await notifications.get("m-3")).toMatchObject({ retriesLeft: 0 });
});
