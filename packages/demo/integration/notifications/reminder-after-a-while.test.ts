import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { eventually, fresh } from "../support/words.ts";

test("a reminder is sent when its time has come", async () => {
  const outbox = await notifications();
  const [id, channel] = [fresh("m"), fresh("mail")];
  const dueAt = Date.now() + 3_000;
  await outbox.queue({ id, channel, text: "You left something in your cart" }, dueAt);
  await eventually(() => outbox.claim(channel, "worker"), 150);
  expect(Date.now()).toBeGreaterThanOrEqual(dueAt);
  expect(await outbox.sent(id, "worker")).toBe(true);
});
