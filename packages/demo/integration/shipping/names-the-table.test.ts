import { expect, test } from "@jest/globals";
import { setting, tableOf } from "../support/shop.ts";

test("the service says where its table is", async () => {
  const shipping = await tableOf("shipping");
  expect(shipping.name).toBe("shop-shipping-test");
  expect(await setting("shipping/table-name")).toBe(shipping.name);
});
