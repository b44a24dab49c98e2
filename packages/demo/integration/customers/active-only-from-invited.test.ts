import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a customer that is closed cannot become active", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "grace", status: "closed" });
  expect(await customers.change("grace", "status", "invited", "active")).toBe(false);
  expect(await customers.get("grace")).toMatchObject({ status: "closed" });
});
