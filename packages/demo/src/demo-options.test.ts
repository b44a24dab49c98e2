import { expect, test } from "@jest/globals";
import { demoOptions } from "./demo-options.ts";

test("the demo takes its own flags and hands everything else on", () => {
  expect(demoOptions(["--fresh", "--accounts", "3", "orders", "-t", "pays", "--bail"])).toEqual({
    accounts: 3,
    fresh: true,
    plan: false,
    rest: ["orders", "-t", "pays", "--bail"],
  });
  expect(demoOptions(["--accounts=2", "--plan"])).toMatchObject({ accounts: 2, plan: true, rest: [] });
  expect(demoOptions([])).toEqual({ accounts: 8, fresh: false, plan: false, rest: [] });
});
