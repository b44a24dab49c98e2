import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a stock entry that is shipped cannot become reserved", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "shelf-b2", status: "shipped" });
  expect(await inventory.change("shelf-b2", "status", "counted", "reserved")).toBe(false);
  expect(await inventory.get("shelf-b2")).toMatchObject({ status: "shipped" });
});
