import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a parcel is handed over to one carrier", async () => {
  const parcels = await shipping();
  const id = fresh("s");
  await parcels.pack({ id, order: fresh("o"), weight: 500 });
  expect(await parcels.handOver(id, "bike")).toBe(true);
  expect(await parcels.handOver(id, "post")).toBe(false);
  expect(await parcels.get(id)).toMatchObject({ status: "handed-over", carrier: "bike" });
});
