import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { eventually, fresh } from "../support/words.ts";

test("what a worker claimed and never sent is another's in the end", async () => {
  const outbox = await notifications();
  const [id, channel] = [fresh("m"), fresh("mail")];
  await outbox.queue({ id, channel, text: "The worker fell asleep" });
  await outbox.claim(channel, "sleepy");
  expect(await outbox.claim(channel, "awake")).toBeUndefined();
  await eventually(() => outbox.claim(channel, "awake"), 100);
  expect(await outbox.sent(id, "sleepy")).toBe(false);
  expect(await outbox.sent(id, "awake")).toBe(true);
});
