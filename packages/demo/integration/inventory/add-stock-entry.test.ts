import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a stock entry is found by its id once it was added", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "shelf-a1", left: 12, status: "counted" });
  expect(await inventory.get("shelf-a1")).toEqual({ id: "shelf-a1", left: 12, status: "counted" });
});
