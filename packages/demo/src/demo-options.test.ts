import { expect, test } from "@jest/globals";
import { demoOptions } from "./demo-options.ts";

test("the demo takes its own flags and hands everything else on", () => {
  expect(demoOptions(["--fresh", "--accounts", "3", "orders", "-t", "pays", "--bail"])).toEqual({
    accounts: 3,
    fresh: true,
    plan: false,
    state: undefined,
    into: undefined,
    rest: ["orders", "-t", "pays", "--bail"],
  });
  expect(demoOptions(["--accounts=2", "--plan"])).toMatchObject({ accounts: 2, plan: true, rest: [] });
  expect(demoOptions(["--state", "elsewhere", "-i"])).toMatchObject({ state: "elsewhere", rest: ["-i"] });
  expect(demoOptions(["--into", "shop", "orders"])).toMatchObject({ into: "shop", rest: ["orders"] });
  expect(demoOptions([])).toMatchObject({ accounts: 8, fresh: false, plan: false, rest: [] });
});

test("what comes after -- is not the demo's", () => {
  expect(demoOptions(["--plan", "--", "--fresh"])).toMatchObject({ fresh: false, rest: ["--", "--fresh"] });
});

test.each(["many", "0", "1.5", "-1", ""])("%p is no number of accounts", (accounts) => {
  expect(() => demoOptions([`--accounts=${accounts}`])).toThrow("is to be a number from 1 to 100");
});

test("--accounts needs a number", () => {
  expect(() => demoOptions(["--accounts"])).toThrow("is to be a number from 1 to 100");
});
