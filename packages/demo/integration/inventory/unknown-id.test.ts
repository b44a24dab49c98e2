import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a stock entry nobody added is not there", async () => {
  const inventory = await tableOf("inventory");
  expect(await inventory.get("shelf-b2-missing")).toBeUndefined();
});
