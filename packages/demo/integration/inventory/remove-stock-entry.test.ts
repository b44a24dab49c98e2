import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a stock entry that was removed is gone, and removing it again does no harm", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "depot-8", left: 12 });
  await inventory.remove("depot-8");
  await inventory.remove("depot-8");
  expect(await inventory.get("depot-8")).toBeUndefined();
});
