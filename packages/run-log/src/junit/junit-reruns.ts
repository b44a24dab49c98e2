import { describeAttempt } from "../describe/describe-attempt.ts";
import type { FileState, JudgedAttempt } from "../state/file-state.ts";
import { fullNameOf } from "../state/quarantine.ts";
import type { RunState } from "../state/run-state.ts";
import { framedMessages } from "../text/framed-messages.ts";

/** A failure of an attempt that is not the final one. */
export interface Rerun {
  /** The test's full name; missing where the file as a whole went wrong. */
  test?: string;
  /**
   * Maven Surefire's elements for tests that are run again, which Jenkins knows and others pass over: `flaky…` where the
   * file passed in the end, `rerun…` where it did not; `…Error` where it did not come to its end.
   */
  element: "flakyFailure" | "flakyError" | "rerunFailure" | "rerunError";
  /** The attempt's class. */
  type: string;
  /** Which attempt it was. */
  message: string;
  /** What it said. */
  text: string;
  /** What the file printed in that attempt; with the first of its failures. */
  output?: string;
}

/** What went wrong in the attempts at a file that are not the final one. */
export function rerunsOf(file: FileState, state: RunState): Rerun[] {
  const verdict = file.elsewhere?.verdict;
  const final = verdict ? undefined : state.finalAttempt(file);
  const others = file.attempts.filter(
    (attempt): attempt is JudgedAttempt =>
      attempt !== final && attempt.end?.kind === "finished" && attempt.end.outcome !== "passed",
  );
  const hasPassed = verdict === "passed" || verdict === "flaky" || final?.end.outcome === "passed";
  const when = hasPassed ? "flaky" : "rerun";
  return others.flatMap((attempt) => {
    const { outcome, result } = attempt.end;
    const type = state.classOf(attempt, file);
    const message = describeAttempt(attempt, type);
    const element = outcome === "failed" ? (`${when}Failure` as const) : (`${when}Error` as const);
    const printed = result.console ? { output: result.console } : {};
    const messages = framedMessages(result);
    const failed = result.tests.filter(({ status }) => status === "failed");
    if (failed.length === 0) return [{ element, type, message, text: result.message ?? "", ...printed }];
    return failed.map((test, i) => {
      const text = messages.get(test)?.[0] ?? "";
      return { test: fullNameOf(test), element, type, message, text, ...(i === 0 ? printed : {}) };
    });
  });
}
