import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("who sends mail does not send text messages", async () => {
  const outbox = await notifications();
  const [mail, sms] = [fresh("mail"), fresh("sms")];
  const id = fresh("m");
  await outbox.queue({ id, channel: sms, text: "Short" });
  expect(await outbox.claim(mail, "postman")).toBeUndefined();
  expect(await outbox.claim(sms, "operator")).toBe(id);
});
