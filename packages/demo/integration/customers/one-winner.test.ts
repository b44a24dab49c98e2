import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("of many who want to be first with a customer, one wins", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "ada", status: "invited" });
  const wins = await Promise.all(
    Array.from({ length: 10 }, () => customers.change("ada", "status", "invited", "active")),
  );
  expect(wins.filter(Boolean)).toHaveLength(1);
});
