import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a customer is found by its id once it was added", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "ada", credit: 300, status: "invited" });
  expect(await customers.get("ada")).toEqual({ id: "ada", credit: 300, status: "invited" });
});
