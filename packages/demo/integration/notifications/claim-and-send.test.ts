import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a message is claimed, sent, and not claimed again", async () => {
  const outbox = await notifications();
  const [id, channel] = [fresh("m"), fresh("mail")];
  await outbox.queue({ id, channel, text: "Your parcel is on its way" });
  expect(await outbox.claim(channel, "ann")).toBe(id);
  expect(await outbox.sent(id, "ann")).toBe(true);
  expect(await outbox.get(id)).toMatchObject({ status: "sent", attempts: 1 });
  expect(await outbox.claim(channel, "bob")).toBeUndefined();
});
