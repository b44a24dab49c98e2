import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { fresh, many } from "../support/words.ts";

test("an order's parcels are listed with where they are", async () => {
  const parcels = await shipping();
  const order = fresh("o");
  const ids = many(3, (i) => `${order}-parcel-${i}`);
  for (const id of ids) await parcels.pack({ id, order, weight: 900 });
  await parcels.handOver(ids[1] ?? "", "post");
  const states = (await parcels.of(order)).map(({ status }) => status);
  expect(states).toEqual(["packed", "handed-over", "packed"]);
});
