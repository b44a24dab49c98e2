import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("forty parcels of a container are all there", async () => {
  const parcels = await shipping();
  const order = fresh("container");
  for (let i = 0; i < 40; i++) await parcels.pack({ id: fresh("s"), order, weight: 1_000 });
  expect(await parcels.of(order)).toHaveLength(40);
});
