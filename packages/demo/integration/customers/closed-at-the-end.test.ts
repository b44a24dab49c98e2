import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a customer ends as closed, step by step", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "linus", status: "invited" });
  const steps = ["invited", "active", "closed"];
  for (const [i, next] of steps.slice(1).entries()) {
    expect(await customers.change("linus", "status", steps[i] ?? "", next)).toBe(true);
  }
  expect(await customers.get("linus")).toMatchObject({ status: "closed" });
});
