import { expect, test } from "@jest/globals";
import { customers, notifications } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("who left is not written to", async () => {
  const [outbox, people] = [await notifications(), await customers()];
  const [id, channel] = [fresh("c"), fresh("mail")];
  await people.register({ id, name: "Ada", email: `${id}@example.com`, country: "GB" });
  await outbox.queue({ id: `${id}-offer`, channel, text: "For you" });
  await people.close(id);
  const claimed = (await outbox.claim(channel, "worker")) ?? "";
  const address = (await people.get(id))?.email;
  if (!address) await outbox.failed(claimed, "worker");
  expect(await outbox.get(claimed)).toMatchObject({ status: "queued", attempts: 1 });
});
