import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("who has not claimed a message cannot say it was sent", async () => {
  const outbox = await notifications();
  const [id, channel] = [fresh("m"), fresh("sms")];
  await outbox.queue({ id, channel, text: "Ring the bell" });
  await outbox.claim(channel, "ann");
  expect(await outbox.sent(id, "bob")).toBe(false);
  expect(await outbox.failed(id, "bob")).toBe("lost");
  expect(await outbox.get(id)).toMatchObject({ status: "queued", worker: "ann" });
});
