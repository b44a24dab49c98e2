import { expect, test } from "@jest/globals";
import { setting, tableOf } from "../support/shop.ts";

test("the service says where its table is", async () => {
  const catalog = await tableOf("catalog");
  expect(catalog.name).toBe("shop-catalog-test");
  expect(await setting("catalog/table-name")).toBe(catalog.name);
});
