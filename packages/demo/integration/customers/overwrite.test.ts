import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the newest write of a customer is what is read", async () => {
  const customers = await tableOf("customers");
  for (const credit of [1, 2, 3, 300]) await customers.put({ id: "grace", credit });
  expect(await customers.get("grace")).toEqual({ id: "grace", credit: 300 });
});
