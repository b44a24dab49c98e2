import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { eventually, fresh, later, many } from "../support/words.ts";

test("a carrier that takes its time delivers in the end", async () => {
  const parcels = await shipping();
  const id = fresh("s");
  await parcels.pack({ id, order: fresh("o"), weight: 25_000 });
  await parcels.handOver(id, "cart");
  const journey = (async () => {
    for (const mile of many(10, (i) => `mile ${i + 1}`)) await later(450, () => parcels.scan(id, mile));
    return parcels.deliver(id);
  })();
  await eventually(async () => (await parcels.get(id))?.status === "delivered", 250);
  expect(await journey).toBe(true);
  expect((await parcels.get(id))?.seen).toHaveLength(10);
});
