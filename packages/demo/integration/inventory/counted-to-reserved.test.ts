import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a stock entry goes from counted to reserved", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "shelf-a1", status: "counted" });
  expect(await inventory.change("shelf-a1", "status", "counted", "reserved")).toBe(true);
  expect(await inventory.get("shelf-a1")).toMatchObject({ status: "reserved" });
});
