import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no logins are lost when they come at once", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "linus", logins: 0 });
  await Promise.all(Array.from({ length: 20 }, () => customers.count("linus", "logins")));
  expect(await customers.get("linus")).toMatchObject({ logins: 20 });
});
