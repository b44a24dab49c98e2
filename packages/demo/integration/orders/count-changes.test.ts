import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("changes are counted one by one", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1002", changes: 0 });
  for (let i = 1; i <= 10; i++) expect(await orders.count("o-1002", "changes")).toBe(i);
});
