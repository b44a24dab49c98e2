import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("where a parcel was seen is kept in order", async () => {
  const parcels = await shipping();
  const id = fresh("s");
  await parcels.pack({ id, order: fresh("o"), weight: 500 });
  await parcels.handOver(id, "post");
  for (const place of ["Porto", "Coimbra", "Lisbon"]) expect(await parcels.scan(id, place)).toBe(true);
  expect((await parcels.get(id))?.seen).toEqual(["Porto", "Coimbra", "Lisbon"]);
});
