import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("ten workers at once claim a message once", async () => {
  const outbox = await notifications();
  const [id, channel] = [fresh("m"), fresh("mail")];
  await outbox.queue({ id, channel, text: "Only once, please" });
  const claims = await atOnce(10, (i) => outbox.claim(channel, `worker-${i}`));
  expect(claims.filter((claimed) => claimed === id)).toHaveLength(1);
});
