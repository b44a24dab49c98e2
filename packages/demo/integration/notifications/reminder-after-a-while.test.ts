import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("a customer who does not answer is reminded", async () => {
  const notifications = await tableOf("notifications");
  const customers = await tableOf("customers");
  const orders = await tableOf("orders");
  await notifications.put({ id: "journey", step: 0 });
  const workers = [
    later(1100, () => customers.put({ id: "journey", done: true })),
    later(2200, () => orders.put({ id: "journey", done: true })),
  ];
  await eventually(async () => (await customers.get("journey"))?.done === true);
  expect(await notifications.change("journey", "step", 0, 1)).toBe(true);
  await eventually(async () => (await orders.get("journey"))?.done === true);
  expect(await notifications.change("journey", "step", 1, 2)).toBe(true);
  await Promise.all(workers);
});
