import { expect, test } from "@jest/globals";
import { deployed, shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a parcel nobody can lift is refused", async () => {
  const parcels = await shipping();
  const most = Number((await deployed("shipping")).parameters["heaviest-grams"]);
  const heavy = { id: fresh("s"), order: fresh("o"), weight: most + 1 };
  await expect(parcels.pack(heavy)).rejects.toThrow(`at most ${most} g`);
  expect(await parcels.get(heavy.id)).toBeUndefined();
});
