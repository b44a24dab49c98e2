import { expect, test } from "@jest/globals";
import { notifications, shipping } from "../support/shop.ts";
import { fresh, many } from "../support/words.ts";

test("each of an order's parcels is told when it is handed over", async () => {
  const [outbox, parcels] = [await notifications(), await shipping()];
  const [order, channel] = [fresh("o"), fresh("mail")];
  for (const id of many(3, (i) => `${order}-${i}`)) {
    await parcels.pack({ id, order, weight: 300 });
    if (await parcels.handOver(id, "bike")) await outbox.queue({ id: `${id}-sent`, channel, text: id });
  }
  const told = many(3, async () => outbox.get((await outbox.claim(channel, "worker")) ?? ""));
  for (const message of await Promise.all(told)) expect(message?.text).toContain(order);
});
