import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a parcel is delivered once, and seen nowhere after", async () => {
  const parcels = await shipping();
  const id = fresh("s");
  await parcels.pack({ id, order: fresh("o"), weight: 500 });
  await parcels.handOver(id, "post");
  expect(await parcels.deliver(id)).toBe(true);
  expect(await parcels.deliver(id)).toBe(false);
  expect(await parcels.scan(id, "Faro")).toBe(false);
});
