import { stripVTControlCharacters } from "node:util";
import type { Verdict } from "./attempt.ts";
import { excuse } from "./excused.ts";
import type { FileReport } from "./file-report.ts";
import type { AssertionResult, Test, TestResult, ThrownError } from "./jest-types.ts";
import { lastOf } from "./output-tail.ts";
import type { FileOutcome, Quarantined, TestCaseResult } from "./protocol.ts";

const MOST_WORDS = 16_384;

/** Jest's words for an error outside any test. */
export type FormatError = (error: ThrownError, test: Test) => string;

/**
 * Turns a verdict into what both sides understand.
 * @param quarantine what is in quarantine of this file.
 */
export function reportFile(
  verdict: Verdict,
  test: Test,
  formatError: FormatError,
  quarantine: readonly Quarantined[] = [],
): FileReport {
  return excuse(report(verdict, test, formatError), quarantine, test);
}

function report(verdict: Verdict, test: Test, formatError: FormatError): FileReport {
  switch (verdict.kind) {
    case "result":
      return reportResult(withLateErrors(verdict.result, verdict.lateErrors, test, formatError));
    case "failed-to-run": {
      const error = joined([verdict.error, ...verdict.lateErrors]);
      return reportFailure("failed", error, formatError(error, test));
    }
    case "crashed":
      return reportFailure("crashed", plainError(`The test file crashed: ${verdict.how}.`, verdict.output));
    case "timed-out":
      return reportFailure(
        "timed-out",
        plainError(
          `The test file did not end within ${verdict.afterMs / 1000} s and was killed.`,
          verdict.output,
        ),
      );
  }
}

/** An error that is its message alone: a stack of ours would tell the reader nothing. */
export function plainError(message: string, output = ""): ThrownError {
  const text = output.trim() ? `${message}\n\nLast output:\n${output.trimEnd()}` : message;
  return { message: text, stack: text, type: "Error" };
}

/** The file kept its results and then threw: said the way jest-circus says it of errors outside any test. */
function withLateErrors(
  result: TestResult,
  errors: ThrownError[],
  test: Test,
  formatError: FormatError,
): TestResult {
  if (errors.length === 0) return result;
  const said = errors.map((error) => formatError(error, test)).join("\n");
  return {
    ...result,
    testExecError: { message: "", stack: joined(errors).stack, type: "Error" },
    failureMessage: `${result.failureMessage ?? ""}\n\n${said}`,
  };
}

function reportResult(result: TestResult): FileReport {
  // Jest itself makes failures of these two once it has the result.
  const flaw =
    result.testResults.length === 0
      ? "Your test suite must contain at least one test."
      : result.leaks
        ? "The test file leaks memory (detectLeaks)."
        : undefined;
  const failed = flaw !== undefined || result.numFailingTests > 0 || Boolean(result.testExecError);
  const message = flaw ?? (result.testExecError ? (result.failureMessage ?? undefined) : undefined);
  const printed = (result.console ?? []).map(({ type, message }) => `console.${type} ${message}`).join("\n");
  return {
    outcome: failed ? "failed" : "passed",
    passes: !failed,
    result: {
      tests: result.testResults.map(testCase),
      skipped: result.skipped,
      ...(message === undefined ? {} : { message: plain(message).trim() }),
      ...(message === undefined && result.failureMessage
        ? { formatted: plain(result.failureMessage).slice(0, MOST_WORDS) }
        : {}),
      ...(printed ? { console: plain(lastOf(printed)) } : {}),
    },
    forJest: { event: "test-file-success", payload: result },
  };
}

/** @param words Jest's own for it, where it has any. */
function reportFailure(outcome: FileOutcome, error: ThrownError, words?: string): FileReport {
  return {
    outcome,
    passes: false,
    result: {
      tests: [],
      skipped: false,
      message: plain(error.stack).trim(),
      ...(words === undefined ? {} : { formatted: plain(words).slice(0, MOST_WORDS) }),
    },
    forJest: { event: "test-file-failure", payload: error },
  };
}

function testCase(result: AssertionResult): TestCaseResult {
  const { title, ancestorTitles, status, duration, failureMessages, location } = result;
  return {
    title,
    ancestors: ancestorTitles,
    status: status === "passed" || status === "failed" || status === "todo" ? status : "skipped",
    failureMessages: failureMessages.map(plain),
    ...(duration === null || duration === undefined ? {} : { durationMs: duration }),
    ...(location ? { line: location.line } : {}),
  };
}

function joined(errors: ThrownError[]): ThrownError {
  const [only, ...others] = errors;
  if (only && others.length === 0) return only;
  const stack = errors.map((error) => error.stack).join("\n\n");
  return { message: errors.map(({ message }) => message).join("\n"), stack, type: "Error" };
}

function plain(text: string): string {
  return stripVTControlCharacters(text);
}
