import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no changes are lost when they come at once", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1003", changes: 0 });
  await Promise.all(Array.from({ length: 20 }, () => orders.count("o-1003", "changes")));
  expect(await orders.get("o-1003")).toMatchObject({ changes: 20 });
});
