import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { eventually, fresh } from "../support/words.ts";

test("what could not be sent rests a while, and is tried again", async () => {
  const outbox = await notifications();
  const [id, channel] = [fresh("m"), fresh("mail")];
  await outbox.queue({ id, channel, text: "Mailbox full?" });
  await outbox.claim(channel, "ann");
  expect(await outbox.failed(id, "ann")).toBe("queued");
  expect(await outbox.claim(channel, "bob")).toBeUndefined();
  await eventually(() => outbox.claim(channel, "bob"));
  expect(await outbox.sent(id, "bob")).toBe(true);
  expect(await outbox.get(id)).toMatchObject({ attempts: 2 });
});
