import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a parcel that is still in the shop is not scanned", async () => {
  const parcels = await shipping();
  const id = fresh("s");
  await parcels.pack({ id, order: fresh("o"), weight: 500 });
  expect(await parcels.scan(id, "Porto")).toBe(false);
  expect((await parcels.get(id))?.seen).toEqual([]);
});
