import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a stock entry ends as shipped, step by step", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "depot-7", status: "counted" });
  const steps = ["counted", "reserved", "shipped"];
  for (const [i, next] of steps.slice(1).entries()) {
    expect(await inventory.change("depot-7", "status", steps[i] ?? "", next)).toBe(true);
  }
  expect(await inventory.get("depot-7")).toMatchObject({ status: "shipped" });
});
