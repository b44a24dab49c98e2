import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { eventually, fresh, later, many } from "../support/words.ts";

test("a worker that polls sends what comes in meanwhile", async () => {
  const outbox = await notifications();
  const channel = fresh("sms");
  const ids = many(5, () => fresh("m"));
  const shop = (async () => {
    for (const id of ids) await later(110, () => outbox.queue({ id, channel, text: "Ding" }));
  })();
  const sent: string[] = [];
  await eventually(async () => {
    const id = await outbox.claim(channel, "worker");
    if (id && (await outbox.sent(id, "worker"))) sent.push(id);
    return sent.length === ids.length;
  }, 25);
  await shop;
  expect(sent).toEqual(ids);
});
