import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a setting ends as retired, step by step", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "tax-rate", status: "proposed" });
  const steps = ["proposed", "active", "retired"];
  for (const [i, next] of steps.slice(1).entries()) {
    expect(await settings.change("tax-rate", "status", steps[i] ?? "", next)).toBe(true);
  }
  expect(await settings.get("tax-rate")).toMatchObject({ status: "retired" });
});
