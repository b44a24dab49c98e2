import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("a parcel of a slow carrier arrives in the end", async () => {
  const shipping = await tableOf("shipping");
  const orders = await tableOf("orders");
  const notifications = await tableOf("notifications");
  await shipping.put({ id: "journey", step: 0 });
  const workers = [
    later(2250, () => orders.put({ id: "journey", done: true })),
    later(4500, () => notifications.put({ id: "journey", done: true })),
  ];
  await eventually(async () => (await orders.get("journey"))?.done === true);
  expect(await shipping.change("journey", "step", 0, 1)).toBe(true);
  await eventually(async () => (await notifications.get("journey"))?.done === true);
  expect(await shipping.change("journey", "step", 1, 2)).toBe(true);
  await Promise.all(workers);
});
