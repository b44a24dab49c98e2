import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("logins add up over hundreds of changes", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "ada", logins: 0 });
  let total = 0;
  for (let i = 1; i <= 100; i++) total = await customers.count("ada", "logins", i % 3);
  expect(await customers.get("ada")).toMatchObject({ logins: total });
});
