import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a packed parcel waits to be handed over", async () => {
  const parcels = await shipping();
  const parcel = { id: fresh("s"), order: fresh("o"), weight: 800 };
  expect(await parcels.pack(parcel)).toBe(true);
  expect(await parcels.get(parcel.id)).toEqual({ ...parcel, status: "packed", seen: [] });
});
