import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("a payment is refunded when the parcel came back", async () => {
  const payments = await tableOf("payments");
  const shipping = await tableOf("shipping");
  const orders = await tableOf("orders");
  await payments.put({ id: "journey", step: 0 });
  const workers = [
    later(1400, () => shipping.put({ id: "journey", done: true })),
    later(2800, () => orders.put({ id: "journey", done: true })),
  ];
  await eventually(async () => (await shipping.get("journey"))?.done === true);
  expect(await payments.change("journey", "step", 0, 1)).toBe(true);
  await eventually(async () => (await orders.get("journey"))?.done === true);
  expect(await payments.change("journey", "step", 1, 2)).toBe(true);
  await Promise.all(workers);
});
