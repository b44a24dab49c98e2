import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what is due longest is sent first", async () => {
  const outbox = await notifications();
  const channel = fresh("mail");
  const now = Date.now();
  for (const [id, ago] of [
    ["new", 10],
    ["oldest", 9_000],
    ["older", 500],
  ] as const)
    await outbox.queue({ id: `${channel}-${id}`, channel, text: id }, now - ago);
  const order = [];
  for (let i = 0; i < 3; i++) order.push(await outbox.claim(channel, "worker"));
  expect(order).toEqual(["oldest", "older", "new"].map((id) => `${channel}-${id}`));
});
