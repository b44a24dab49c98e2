import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a customer that moves to NO leaves PT", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "margaret", country: "PT" });
  expect(await customers.change("margaret", "country", "PT", "NO")).toBe(true);
  expect((await customers.where("country", "PT")).map(({ id }) => id)).not.toContain("margaret");
});
