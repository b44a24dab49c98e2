import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { atOnce, fresh, wins } from "../support/words.ts";

test("of eight carriers who take a parcel at once, one has it", async () => {
  const parcels = await shipping();
  const id = fresh("s");
  await parcels.pack({ id, order: fresh("o"), weight: 500 });
  const taken = await atOnce(8, (i) => parcels.handOver(id, `carrier-${i}`));
  expect(wins(taken)).toBe(1);
  expect(await parcels.get(id)).toMatchObject({ carrier: `carrier-${taken.indexOf(true)}` });
});
