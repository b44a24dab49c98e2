import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("changes add up over hundreds of changes", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1001", changes: 0 });
  let total = 0;
  for (let i = 1; i <= 120; i++) total = await orders.count("o-1001", "changes", i % 3);
  expect(await orders.get("o-1001")).toMatchObject({ changes: total });
});
