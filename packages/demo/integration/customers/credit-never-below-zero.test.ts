import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no more is taken from credit than there is", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "ada", credit: 300 });
  expect(await customers.take("ada", "credit", 299)).toBe(true);
  expect(await customers.take("ada", "credit", 2)).toBe(false);
  expect(await customers.get("ada")).toMatchObject({ credit: 1 });
});
