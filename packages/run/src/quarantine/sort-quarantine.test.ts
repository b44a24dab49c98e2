import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { narrows } from "./narrows.ts";
import { sortQuarantine } from "./sort-quarantine.ts";

const files = ["tests/cart.test.ts", "tests/pay/card.test.ts", "pages/[id].test.ts", "a.test.ts (api)"];
const sort = (file: string, until = "2026-03-01", now = "2026-03-01T23:59:59Z") =>
  sortQuarantine([{ file, until }], files, Date.parse(now));

test.each([
  ["tests/cart.test.ts", ["tests/cart.test.ts"]],
  ["./tests/cart.test.ts", ["tests/cart.test.ts"]],
  ["tests/**", ["tests/cart.test.ts", "tests/pay/card.test.ts"]],
  ["tests/*", ["tests/cart.test.ts"]],
  ["pages/[id].test.ts", ["pages/[id].test.ts"]],
  ["a.test.ts", ["a.test.ts (api)"]],
  ["a.test.ts (api)", ["a.test.ts (api)"]],
  ["cart.test.ts", []],
])("%s is about %j", (file, own) => {
  const { inForce, unmatched } = sort(file);
  expect(inForce.flatMap((entry) => entry.files)).toEqual(own);
  expect(unmatched).toHaveLength(own.length > 0 ? 0 : 1);
});

test("an entry holds to the end of its last day in UTC, and not a moment longer", () => {
  expect(sort("tests/cart.test.ts").inForce).toHaveLength(1);
  const after = sort("tests/cart.test.ts", "2026-03-01", "2026-03-02T00:00:00Z");
  expect([after.inForce, after.over.length]).toEqual([[], 1]);
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") }), (date) => {
      const until = date.toISOString().slice(0, 10);
      expect(sort("tests/**", until, date.toISOString()).inForce).toHaveLength(1);
      const next = new Date(date.getTime() + 86_400_000).toISOString();
      expect(sort("tests/**", until, next).over).toHaveLength(1);
    }),
    { numRuns: 50 },
  );
});

test("a run of some files is told from one of all", () => {
  for (const args of [[], ["--ci", "--coverage"], ["--maxWorkers=2", "--bail"]])
    expect(narrows(args)).toBe(false);
  for (const args of [
    ["orders"],
    ["-t", "x"],
    ["--shard=1/2"],
    ["-o"],
    ["--testNamePattern=x"],
    ["--onlyFailures"],
  ]) {
    expect(narrows(args)).toBe(true);
  }
});
