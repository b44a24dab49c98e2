import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("of many who want to be first with a message, one wins", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-1", status: "queued" });
  const wins = await Promise.all(
    Array.from({ length: 10 }, () => notifications.change("m-1", "status", "queued", "sent")),
  );
  expect(wins.filter(Boolean)).toHaveLength(1);
});
