import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { atOnce, fresh, wins } from "../support/words.ts";

test("the same message queued by several is one message", async () => {
  const outbox = await notifications();
  const [id, channel] = [fresh("m"), fresh("mail")];
  expect(wins(await atOnce(6, () => outbox.queue({ id, channel, text: "Your order was paid" })))).toBe(1);
  expect(await outbox.claim(channel, "worker")).toBe(id);
  expect(await outbox.claim(channel, "worker")).toBeUndefined();
});
