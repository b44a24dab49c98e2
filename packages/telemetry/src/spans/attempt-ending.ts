import type { Attempt, AttemptClass, FileOutcome, FileResult } from "@regatta/run-log";
import type { Ending } from "./open-span.ts";
import type { Attributes, Result } from "./span.ts";

type End = NonNullable<Attempt["end"]>;

/** How an attempt at a test file ended. Of what the tests said or printed nothing is in it. Pure. */
export function attemptEnding(end: End, attemptClass: AttemptClass | undefined): Ending {
  const judged: Attributes = attemptClass === undefined ? {} : { "regatta.attempt.class": attemptClass };
  if (end.kind === "cut-off") {
    return {
      result: "cancellation",
      errorType: "cut-off",
      message: end.reason,
      attributes: { ...judged, "test.suite.run.status": "aborted" },
    };
  }
  const { outcome, result, durationMs, unstarted } = end;
  const attributes: Attributes = {
    ...judged,
    ...countsOf(result),
    "test.suite.run.status": result.skipped ? "skipped" : STATUS[outcome],
    "regatta.attempt.outcome": outcome,
    "regatta.attempt.duration_ms": durationMs,
  };
  if (outcome === "passed") return { result: result.skipped ? "skip" : "success", attributes };
  const message = unstarted ? "no worker could be started for it" : whatFailed(outcome, result);
  return { result: RESULT[outcome], errorType: outcome, message, attributes };
}

/** Names of the tests of a file that failed, with the blocks around them. */
export function failedTests({ tests }: FileResult): string[] {
  return tests
    .filter(({ status }) => status === "failed")
    .map(({ ancestors, title }) => [...ancestors, title].join(" "));
}

/** The values OpenTelemetry's conventions have for `test.suite.run.status`. */
const STATUS: Record<FileOutcome, string> = {
  passed: "success",
  failed: "failure",
  crashed: "aborted",
  "timed-out": "timed_out",
};

const RESULT: Record<FileOutcome, Result> = {
  passed: "success",
  failed: "failure",
  crashed: "error",
  "timed-out": "timeout",
};

// What a test compared may be a secret, and what it printed too: who may see traces may not see those.
function whatFailed(outcome: FileOutcome, result: FileResult): string {
  if (outcome === "crashed") return "its worker died";
  if (outcome === "timed-out") return "it was killed at the limit";
  const failed = failedTests(result);
  if (failed.length === 0) return "it failed beside its tests";
  return `${failed.length} of ${result.tests.length} tests failed: ${failed.join("; ")}`;
}

function countsOf({ tests }: FileResult): Attributes {
  const count = (status: string) => tests.filter((test) => test.status === status).length;
  return {
    "regatta.tests.passed": count("passed"),
    "regatta.tests.failed": count("failed"),
    "regatta.tests.skipped": tests.length - count("passed") - count("failed"),
  };
}
