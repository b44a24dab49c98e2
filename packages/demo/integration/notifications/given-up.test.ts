import { expect, test } from "@jest/globals";
import { deployed, notifications } from "../support/shop.ts";
import { eventually, fresh } from "../support/words.ts";

test("a message that fails too often is put away", async () => {
  const outbox = await notifications();
  const most = Number((await deployed("notifications")).parameters["most-attempts"]);
  const [id, channel] = [fresh("m"), fresh("mail")];
  await outbox.queue({ id, channel, text: "To nobody" });
  const ends = [];
  for (let attempt = 1; attempt <= most; attempt++) {
    await eventually(() => outbox.claim(channel, "ann"));
    ends.push(await outbox.failed(id, "ann"));
  }
  expect(ends.at(-1)).toBe("dead");
  expect(await outbox.claim(channel, "ann")).toBeUndefined();
});
