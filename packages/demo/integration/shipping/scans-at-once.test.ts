import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("no scan is lost when many come at once", async () => {
  const parcels = await shipping();
  const id = fresh("s");
  await parcels.pack({ id, order: fresh("o"), weight: 500 });
  await parcels.handOver(id, "post");
  await atOnce(25, (i) => parcels.scan(id, `gate ${i}`));
  expect(new Set((await parcels.get(id))?.seen).size).toBe(25);
});
