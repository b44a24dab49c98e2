import { expect, test } from "@jest/globals";
import { setting, tableOf } from "../support/shop.ts";

test("the service says where its table is", async () => {
  const payments = await tableOf("payments");
  expect(payments.name).toBe("shop-payments-test");
  expect(await setting("payments/table-name")).toBe(payments.name);
});
