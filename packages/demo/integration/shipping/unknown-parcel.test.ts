import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a parcel nobody packed is nowhere", async () => {
  const parcels = await shipping();
  const id = fresh("s");
  expect(await parcels.get(id)).toBeUndefined();
  expect(await parcels.handOver(id, "post")).toBe(false);
  expect(await parcels.scan(id, "Lisbon")).toBe(false);
  expect(await parcels.get(id)).toBeUndefined();
});
