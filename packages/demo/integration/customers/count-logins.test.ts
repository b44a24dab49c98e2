import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("logins are counted one by one", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "grace", logins: 0 });
  for (let i = 1; i <= 10; i++) expect(await customers.count("grace", "logins")).toBe(i);
});
