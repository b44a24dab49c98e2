import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("customers are listed by country", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "ada", country: "PT-2" });
  await customers.put({ id: "grace", country: "NO-2" });
  await customers.put({ id: "linus", country: "PT-2" });
  const listed = await customers.where("country", "PT-2");
  expect(listed.map(({ id }) => id)).toEqual(["ada", "linus"]);
});
