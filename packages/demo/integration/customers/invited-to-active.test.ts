import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a customer goes from invited to active", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "ada", status: "invited" });
  expect(await customers.change("ada", "status", "invited", "active")).toBe(true);
  expect(await customers.get("ada")).toMatchObject({ status: "active" });
});
