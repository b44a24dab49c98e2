import { expect, test } from "@jest/globals";
import { deployed, notifications } from "../support/shop.ts";
import { fresh, passes } from "../support/words.ts";

test("a worker that is slow, but in time, keeps its claim", async () => {
  const outbox = await notifications();
  const claimMs = Number((await deployed("notifications")).parameters["claim-ms"]);
  const [id, channel] = [fresh("m"), fresh("mail")];
  await outbox.queue({ id, channel, text: "A long letter" });
  await outbox.claim(channel, "slow");
  await passes(claimMs / 4);
  expect(await outbox.claim(channel, "quick")).toBeUndefined();
  expect(await outbox.sent(id, "slow")).toBe(true);
});
