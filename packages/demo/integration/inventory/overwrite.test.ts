import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the newest write of a stock entry is what is read", async () => {
  const inventory = await tableOf("inventory");
  for (const left of [1, 2, 3, 12]) await inventory.put({ id: "shelf-b2", left });
  expect(await inventory.get("shelf-b2")).toEqual({ id: "shelf-b2", left: 12 });
});
