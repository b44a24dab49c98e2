import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { atOnce, fresh, wins } from "../support/words.ts";

test("a parcel is packed once", async () => {
  const parcels = await shipping();
  const [id, order] = [fresh("s"), fresh("o")];
  expect(wins(await atOnce(6, (i) => parcels.pack({ id, order, weight: 100 + i })))).toBe(1);
  expect(await parcels.of(order)).toEqual([{ id, status: "packed" }]);
});
