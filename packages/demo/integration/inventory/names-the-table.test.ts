import { expect, test } from "@jest/globals";
import { setting, tableOf } from "../support/shop.ts";

test("the service says where its table is", async () => {
  const inventory = await tableOf("inventory");
  expect(inventory.name).toBe("shop-inventory-test");
  expect(await setting("inventory/table-name")).toBe(inventory.name);
});
