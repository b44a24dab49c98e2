import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a queued message waits for somebody to send it", async () => {
  const outbox = await notifications();
  const message = { id: fresh("m"), channel: fresh("mail"), text: "Thank you for your order" };
  expect(await outbox.queue(message)).toBe(true);
  expect(await outbox.get(message.id)).toMatchObject({ ...message, status: "queued", attempts: 0 });
});
