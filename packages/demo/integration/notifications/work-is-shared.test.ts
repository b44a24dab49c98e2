import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { atOnce, fresh, many } from "../support/words.ts";

test("four workers empty a queue together, and none does another's work", async () => {
  const outbox = await notifications();
  const channel = fresh("mail");
  const ids = many(12, () => fresh("m"));
  for (const id of ids) await outbox.queue({ id, channel, text: "Hello" });
  const sent: string[] = [];
  await atOnce(4, async (i) => {
    for (let id = await outbox.claim(channel, `w${i}`); id; id = await outbox.claim(channel, `w${i}`))
      if (await outbox.sent(id, `w${i}`)) sent.push(id);
  });
  expect(sent.sort()).toEqual(ids.sort());
});
