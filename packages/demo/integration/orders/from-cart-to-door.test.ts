import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("an order is paid, packed and delivered", async () => {
  const orders = await tableOf("orders");
  const payments = await tableOf("payments");
  const shipping = await tableOf("shipping");
  await orders.put({ id: "journey", step: 0 });
  const workers = [
    later(1750, () => payments.put({ id: "journey", done: true })),
    later(3500, () => shipping.put({ id: "journey", done: true })),
  ];
  await eventually(async () => (await payments.get("journey"))?.done === true);
  expect(await orders.change("journey", "step", 0, 1)).toBe(true);
  await eventually(async () => (await shipping.get("journey"))?.done === true);
  expect(await orders.change("journey", "step", 1, 2)).toBe(true);
  await Promise.all(workers);
});
