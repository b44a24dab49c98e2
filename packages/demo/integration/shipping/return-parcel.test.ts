import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test.each(["on its way", "delivered"])("a parcel that is %s can come back", async (state) => {
  const parcels = await shipping();
  const id = fresh("s");
  await parcels.pack({ id, order: fresh("o"), weight: 500 });
  await parcels.handOver(id, "post");
  if (state === "delivered") await parcels.deliver(id);
  expect(await parcels.return(id)).toBe(true);
  expect(await parcels.return(id)).toBe(false);
});
