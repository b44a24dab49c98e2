import { expect, test } from "@jest/globals";
import { orders, payments, shipping } from "../support/shop.ts";
import { eventually, fresh, later } from "../support/words.ts";

test("an order is paid, packed, handed over and delivered", async () => {
  const [book, till, parcels] = [await orders(), await payments(), await shipping()];
  const [id, parcel] = [fresh("o"), fresh("s")];
  await book.place({ id, customer: fresh("c"), lines: [{ sku: "tea", count: 2, price: 450 }] });
  await till.authorise({ order: id, id: "card", amount: 900 });
  if (await till.capture(id, "card", 900)) await book.pay(id);
  await parcels.pack({ id: parcel, order: id, weight: 400 });
  if (await parcels.handOver(parcel, "post")) await book.ship(id);
  const postman = later(3_500, () => parcels.deliver(parcel));
  await eventually(async () => (await parcels.get(parcel))?.status === "delivered", 200);
  expect(await postman).toBe(true);
  expect(await book.get(id)).toMatchObject({ status: "shipped" });
});
