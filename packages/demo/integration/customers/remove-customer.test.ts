import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a customer that was removed is gone, and removing it again does no harm", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "margaret", credit: 300 });
  await customers.remove("margaret");
  await customers.remove("margaret");
  expect(await customers.get("margaret")).toBeUndefined();
});
