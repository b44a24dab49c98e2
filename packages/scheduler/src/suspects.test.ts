import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Suspects } from "./suspects.ts";

const never = () => false;

test("two files that failed in one account and passed in another make it suspect, once", () => {
  const suspects = new Suspects();
  expect(suspects.ended("bad", "a", "failed")).toEqual([]);
  expect(suspects.ended("bad", "b", "failed")).toEqual([]);
  expect(suspects.ended("good", "a", "passed")).toEqual([]);
  expect(suspects.isSuspect("bad")).toBe(false);
  expect(suspects.ended("good", "b", "passed")).toEqual([
    { account: "bad", files: ["a", "b"], reason: "2 files failed there and passed in another account" },
  ]);
  expect(suspects.isSuspect("bad")).toBe(true);
  suspects.ended("bad", "c", "failed");
  expect(suspects.ended("good", "c", "passed")).toEqual([]);
});

test("a backup copy that passed first speaks against the account just as well", () => {
  const suspects = new Suspects();
  for (const file of ["a", "b"]) suspects.ended("good", file, "passed");
  suspects.ended("bad", "a", "failed");
  expect(suspects.ended("bad", "b", "failed")).toMatchObject([{ account: "bad", files: ["a", "b"] }]);
});

test("what fails everywhere, or in the same account once more, speaks against nobody", () => {
  const suspects = new Suspects();
  for (const file of ["a", "b", "c"]) {
    expect(suspects.ended("one", file, "failed")).toEqual([]);
    expect(suspects.ended("two", file, "failed")).toEqual([]);
    expect(suspects.ended("one", file, "passed").map(({ account }) => account)).not.toContain("one");
  }
});

test("a flaky file now and then does not make an account suspect: it must be every fifth that ended there", () => {
  const suspects = new Suspects();
  for (let i = 0; i < 9; i++) suspects.ended("one", `sound-${i}`, "passed");
  for (const file of ["a", "b"]) suspects.ended("one", file, "failed");
  suspects.ended("two", "a", "passed");
  expect(suspects.ended("two", "b", "passed")).toEqual([]);
  suspects.ended("one", "c", "failed");
  expect(suspects.ended("two", "c", "passed")).toMatchObject([{ account: "one", files: ["a", "b", "c"] }]);
});

test("failures in a suspect account do not count against a file", () => {
  const suspects = new Suspects();
  for (const file of ["a", "b", "c"]) suspects.ended("bad", file, "failed");
  expect(suspects.failuresOf("c")).toBe(1);
  for (const file of ["a", "b"]) suspects.ended("good", file, "passed");
  expect(suspects.failuresOf("c")).toBe(0);
  suspects.ended("good", "c", "failed");
  expect(suspects.failuresOf("c")).toBe(1);
});

test("two failures in a row put an account on probation while one of them is tried elsewhere; a pass ends it", () => {
  const suspects = new Suspects();
  const accounts = ["one", "two"];
  const isOpen = (path: string) => path === "b";
  suspects.ended("one", "a", "failed");
  expect(suspects.isOnProbation("one", accounts, () => true)).toBe(false);
  suspects.ended("one", "b", "failed");
  expect(suspects.isOnProbation("one", accounts, isOpen)).toBe(true);
  expect(suspects.isOnProbation("one", accounts, never)).toBe(false);
  expect(suspects.isOnProbation("two", accounts, isOpen)).toBe(false);
  suspects.ended("one", "c", "passed");
  expect(suspects.isOnProbation("one", accounts, isOpen)).toBe(false);
});

const result = fc.record({
  account: fc.constantFrom("1", "2", "3"),
  path: fc.constantFrom("a", "b", "c", "d", "e"),
  result: fc.constantFrom("passed" as const, "failed" as const),
});

test("whatever happens: never all accounts are on probation, and each suspicion can be retraced", () => {
  fc.assert(
    fc.property(fc.array(result, { maxLength: 40 }), (results) => {
      const suspects = new Suspects();
      const told = new Set<string>();
      results.forEach((step, index) => {
        const before = results.slice(0, index + 1);
        for (const { account, files } of suspects.ended(step.account, step.path, step.result)) {
          expect(told).not.toContain(account);
          told.add(account);
          expect(files.length).toBeGreaterThanOrEqual(2);
          for (const path of files) {
            const of = before.filter((one) => one.path === path);
            expect(of.some((one) => one.account === account && one.result === "failed")).toBe(true);
            expect(of.some((one) => one.account !== account && one.result === "passed")).toBe(true);
          }
        }
        for (const account of ["1", "2", "3"]) expect(suspects.isSuspect(account)).toBe(told.has(account));
        const all = ["1", "2", "3"];
        expect(all.every((account) => suspects.isOnProbation(account, all, () => true))).toBe(false);
        const failedIn = new Set(
          before.filter((one) => one.path === step.path && one.result === "failed").map((one) => one.account),
        );
        expect(suspects.failuresOf(step.path)).toBe([...failedIn].filter((one) => !told.has(one)).length);
      });
    }),
    { numRuns: 200 },
  );
});
