import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what is due tomorrow is not sent today", async () => {
  const outbox = await notifications();
  const [id, channel] = [fresh("m"), fresh("mail")];
  await outbox.queue({ id, channel, text: "Happy birthday" }, Date.now() + 86_400_000);
  expect(await outbox.claim(channel, "worker")).toBeUndefined();
});
