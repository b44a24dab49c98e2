import { expect, test } from "@jest/globals";
import { orders, shipping } from "../support/shop.ts";
import { fresh, many } from "../support/words.ts";

test("an order is shipped once its last parcel is handed over", async () => {
  const [parcels, book] = [await shipping(), await orders()];
  const order = fresh("o");
  await book.place({ id: order, customer: fresh("c"), lines: [{ sku: "pot", count: 2, price: 5_900 }] });
  await book.pay(order);
  for (const id of many(2, (i) => `${order}-${i}`)) await parcels.pack({ id, order, weight: 4_000 });
  for (const { id } of await parcels.of(order)) {
    expect(await book.get(order)).toMatchObject({ status: "paid" });
    await parcels.handOver(id, "post");
    const waiting = (await parcels.of(order)).filter(({ status }) => status === "packed");
    if (waiting.length === 0) await book.ship(order);
  }
  expect(await book.get(order)).toMatchObject({ status: "shipped" });
});
