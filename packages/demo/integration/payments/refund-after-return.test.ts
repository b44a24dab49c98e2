import { expect, test } from "@jest/globals";
import { payments, shipping } from "../support/shop.ts";
import { eventually, fresh, later } from "../support/words.ts";

test("money goes back when the parcel does", async () => {
  const [till, parcels] = [await payments(), await shipping()];
  const [order, parcel] = [fresh("o"), fresh("s")];
  await till.authorise({ order, id: "card", amount: 900 });
  await till.capture(order, "card", 900);
  await parcels.pack({ id: parcel, order, weight: 700 });
  await parcels.handOver(parcel, "post");
  const customer = later(600, () => parcels.return(parcel));
  await eventually(async () => (await parcels.get(parcel))?.status === "returned");
  expect([await customer, await till.refund(order, "card", 900)]).toEqual([true, true]);
  expect(await till.balance(order)).toBe(0);
});
