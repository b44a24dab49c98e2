import { matchesName } from "@regatta/foundation";
import type { FileReport } from "./file-report.ts";
import type { AssertionResult, Test, TestResult } from "./jest-types.ts";
import type { Quarantined } from "./protocol.ts";

/** What stands in `quarantined` for a file as a whole. */
const WHOLE_FILE = "";

/**
 * Takes failures that are in quarantine out of what Jest hears: to Jest those tests were skipped, so that its totals, its
 * coverage, `--bail` and its exit code agree with Regatta's verdict. What is kept for the report stays as it was.
 * @param entries those of this file.
 * @returns the report with `quarantined`; the same one where nothing of it is in quarantine.
 */
export function excuse(report: FileReport, entries: readonly Quarantined[], test: Test): FileReport {
  if (report.passes || entries.length === 0) return report;
  if (entries.some((entry) => entry.test === undefined)) {
    const event = "test-file-success";
    const payload = wholeFileSkipped(report, test);
    return { ...report, passes: true, quarantined: [WHOLE_FILE], forJest: { event, payload } };
  }
  if (report.forJest.event !== "test-file-success") return report;
  const isKnown = (one: AssertionResult) =>
    entries.some((entry) => matchesName(entry.test ?? "", nameOf(one)));
  const { payload } = report.forJest;
  const failed = payload.testResults.filter(({ status }) => status === "failed");
  const known = failed.filter(isKnown);
  if (known.length === 0) return report;
  // With a message something failed beside the tests, and no entry for a test covers that.
  const passes = known.length === failed.length && report.result.message === undefined;
  const forJest = { event: "test-file-success" as const, payload: without(payload, new Set(known), passes) };
  return { ...report, passes, quarantined: known.map(nameOf), forJest };
}

function nameOf({ ancestorTitles, title }: AssertionResult): string {
  return [...ancestorTitles, title].join(" ");
}

function wholeFileSkipped({ forJest }: FileReport, test: Test): TestResult {
  if (forJest.event === "test-file-failure" || forJest.payload.testResults.length === 0) return skipped(test);
  const { testExecError: _, ...result } = forJest.payload;
  const failed = result.testResults.filter(({ status }) => status === "failed");
  return without({ ...result, leaks: false } as TestResult, new Set(failed), true);
}

function without(result: TestResult, known: ReadonlySet<AssertionResult>, passes: boolean): TestResult {
  const testResults = result.testResults.map((one) =>
    known.has(one) ? { ...one, status: "pending" as const, failureMessages: [], failureDetails: [] } : one,
  );
  const numPendingTests = result.numPendingTests + known.size;
  const snapshot = { ...result.snapshot, unmatched: 0 };
  return {
    ...result,
    testResults,
    numFailingTests: result.numFailingTests - known.size,
    numPendingTests,
    skipped: numPendingTests === testResults.length,
    // Jest prints it where it is, and ends with 1 for a snapshot that does not match, passed or not.
    ...(passes ? { failureMessage: null, snapshot } : {}),
  };
}

// A file Jest has no tests of is a failure to it: so there is one, and it was skipped.
function skipped({ path }: Test): TestResult {
  const now = Date.now();
  return {
    testFilePath: path,
    testResults: [
      {
        title: "the file as a whole",
        ancestorTitles: [],
        fullName: "the file as a whole",
        status: "pending",
        failureMessages: [],
        failureDetails: [],
        numPassingAsserts: 0,
      },
    ],
    numFailingTests: 0,
    numPassingTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    skipped: true,
    leaks: false,
    openHandles: [],
    perfStats: {
      start: now,
      end: now,
      runtime: 0,
      slow: false,
      loadTestEnvironmentStart: now,
      loadTestEnvironmentEnd: now,
      setupFilesStart: now,
      setupFilesEnd: now,
      setupAfterEnvStart: now,
      setupAfterEnvEnd: now,
    },
    snapshot: {
      added: 0,
      fileDeleted: false,
      matched: 0,
      unchecked: 0,
      uncheckedKeys: [],
      unmatched: 0,
      updated: 0,
    },
  };
}
