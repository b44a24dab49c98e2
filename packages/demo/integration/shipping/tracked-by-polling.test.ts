import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { eventually, fresh, later } from "../support/words.ts";

test("who looks again and again sees the parcel come nearer", async () => {
  const parcels = await shipping();
  const id = fresh("s");
  await parcels.pack({ id, order: fresh("o"), weight: 500 });
  await parcels.handOver(id, "post");
  const lorry = (async () => {
    for (const place of ["Porto", "Coimbra", "Lisbon"]) await later(180, () => parcels.scan(id, place));
  })();
  await eventually(async () => (await parcels.get(id))?.seen.at(-1) === "Lisbon");
  await lorry;
  expect((await parcels.get(id))?.seen).toEqual(["Porto", "Coimbra", "Lisbon"]);
});
