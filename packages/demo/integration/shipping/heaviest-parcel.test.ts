import { expect, test } from "@jest/globals";
import { deployed, shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a parcel of just the allowed weight is taken", async () => {
  const parcels = await shipping();
  const most = Number((await deployed("shipping")).parameters["heaviest-grams"]);
  const id = fresh("s");
  expect(await parcels.pack({ id, order: fresh("o"), weight: most })).toBe(true);
  expect(await parcels.get(id)).toMatchObject({ weight: most });
});
