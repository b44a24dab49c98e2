import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a customer nobody added is not there", async () => {
  const customers = await tableOf("customers");
  expect(await customers.get("grace-missing")).toBeUndefined();
});
