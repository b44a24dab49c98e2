import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("a newsletter to thirty is sent by two workers, thirty times", async () => {
  const outbox = await notifications();
  const channel = fresh("newsletter");
  await atOnce(30, (i) => outbox.queue({ id: `${channel}-${i}`, channel, text: "News!" }));
  const counts = await atOnce(2, async (i) => {
    let count = 0;
    for (let id = await outbox.claim(channel, `w${i}`); id; id = await outbox.claim(channel, `w${i}`))
      if (await outbox.sent(id, `w${i}`)) count++;
    return count;
  });
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
});
