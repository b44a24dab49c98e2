import { expect, test } from "@jest/globals";
import { excuse } from "./excused.ts";
import type { FileReport } from "./file-report.ts";
import type { AssertionResult, Test, TestResult } from "./jest-types.ts";
import { PASSES, rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();

test("Jest takes what is in quarantine for skipped: totals, snapshots, --bail and its exit code agree", async () => {
  const rig = await start({
    args: ["--bail", "--ci"],
    files: {
      "cart.test.js": `describe('cart', () => { test('fills', () => {}); test('empties [1]', () => { throw new Error('flaked'); }); });`,
      "shot.test.js": "test('same', () => expect(Math.random()).toMatchSnapshot('x'));",
      "__snapshots__/shot.test.js.snap":
        "// Jest Snapshot v1, https://jestjs.io/docs/snapshot-testing\n\nexports[`same: x 1`] = `7`;\n",
      "exits.test.js": "test('exits', () => process.exit(1));",
      "unloadable.test.js": "throw new Error('at load');",
      "good.test.js": PASSES,
    },
  });
  rig.ready(["1/x"], {
    expectedMs: { "good.test.js": 1 },
    quarantine: [
      { file: "cart.test.js", test: "cart empties [*" },
      { file: "shot.test.js", test: "same" },
      { file: "exits.test.js" },
      { file: "unloadable.test.js" },
      { file: "good.test.js" },
    ],
  });
  const { code, stderr } = await rig.exited;
  expect(stderr).toContain("Tests:       4 skipped, 2 passed, 6 total");
  expect(stderr).toContain("Test Suites: 3 skipped, 2 passed, 2 of 5 total");
  expect(code).toBe(0);
  const told = rig.all("file-finished").map((one) => [one.file, one.outcome, one.quarantined]);
  expect(Object.fromEntries(told.map(([file, ...rest]) => [file, rest]))).toEqual({
    "cart.test.js": ["failed", ["cart empties [1]"]],
    "shot.test.js": ["failed", ["same"]],
    "exits.test.js": ["crashed", [""]],
    "unloadable.test.js": ["failed", [""]],
    "good.test.js": ["passed", undefined],
  });
  const [cart] = rig.all("file-finished", { file: "cart.test.js" });
  expect(cart?.result.tests[1]).toMatchObject({
    status: "failed",
    failureMessages: [expect.stringContaining("flaked")],
  });
});

const failing = (title: string) => ({
  title,
  ancestorTitles: ["cart"],
  status: "failed",
  failureMessages: ["no"],
});

function reportOf(titles: string[], message?: string): FileReport {
  const payload = {
    testResults: titles.map(failing) as AssertionResult[],
    numFailingTests: titles.length,
    numPendingTests: 0,
    snapshot: { unmatched: 1 },
    skipped: false,
    leaks: false,
    failureMessage: "● no",
  } as TestResult;
  const result = { tests: [], skipped: false, ...(message ? { message } : {}) };
  return { outcome: "failed", passes: false, result, forJest: { event: "test-file-success", payload } };
}

const entries = [{ file: "a", test: "cart empties" }];
const file = { path: "/a" } as Test;

test("a file in which something else failed too is as failed as ever", () => {
  const report = excuse(reportOf(["empties", "fills"]), entries, file);
  expect(report).toMatchObject({ passes: false, quarantined: ["cart empties"], outcome: "failed" });
  expect(report.forJest.payload).toMatchObject({
    numFailingTests: 1,
    numPendingTests: 1,
    skipped: false,
    failureMessage: "● no",
    snapshot: { unmatched: 1 },
  });
});

test("what fails beside its tests is not in quarantine with one of them", () => {
  expect(excuse(reportOf(["empties"], "afterAll broke"), entries, file).passes).toBe(false);
  expect(excuse(reportOf(["empties"]), entries, file).passes).toBe(true);
  const crash: FileReport = {
    ...reportOf([]),
    outcome: "crashed",
    forJest: { event: "test-file-failure", payload: { message: "", stack: "", type: "Error" } },
  };
  expect(excuse(crash, entries, file)).toBe(crash);
});
