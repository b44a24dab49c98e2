import { expect, test } from "@jest/globals";
import { setting, tableOf } from "../support/shop.ts";

test("the service says where its table is", async () => {
  const customers = await tableOf("customers");
  expect(customers.name).toBe("shop-customers-test");
  expect(await setting("customers/table-name")).toBe(customers.name);
});
