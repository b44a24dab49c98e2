import { join } from "node:path";
import type { Attempt, FileState } from "./file-state.ts";
import { junitFilePath } from "./junit-file-path.ts";
import { printable } from "./printable.ts";
import type { FileResult, TestCaseResult } from "./run-event.ts";
import type { RunState } from "./run-state.ts";

/** As much of Jest's aggregated result as jest-junit reads. */
export interface JUnitResults {
  readonly startTime: number;
  testResults: JUnitSuite[];
}

interface JUnitSuite {
  testFilePath: string;
  displayName: string;
  failureMessage: string;
  testExecError: null;
  numFailingTests: number;
  numPassingTests: number;
  numPendingTests: number;
  perfStats: { start: number; end: number };
  testResults: JUnitCase[];
}

interface JUnitCase {
  ancestorTitles: string[];
  title: string;
  status: "passed" | "failed" | "pending";
  duration: number;
  failureMessages: string[];
}

/**
 * What jest-junit is given: every selected file; those that crashed, timed out or never ran as errors.
 * @param workingDirectory what jest-junit takes its own paths relative to: the real path of where the process runs.
 */
export function junitResults(state: RunState, workingDirectory: string): JUnitResults {
  return {
    // jest-junit counts from here to now, which is later than the end where a report is rebuilt.
    get startTime() {
      return Date.now() - (state.lastAt - state.startedAt);
    },
    testResults: [...state.files.values()].map((file) => suite(file, state, workingDirectory)),
  };
}

function suite(file: FileState, state: RunState, workingDirectory: string): JUnitSuite {
  const attempt = state.finalAttempt(file) ?? file.attempts.at(-1);
  const cases = casesOf(file, state);
  const start = attempt?.startedAt ?? state.startedAt;
  const path = junitFilePath({ file: file.file, rootDir: state.rootDir, workingDirectory });
  const count = (status: JUnitCase["status"]) => cases.filter((one) => one.status === status).length;
  return {
    testFilePath: join(workingDirectory, printable(path)),
    displayName: asTemplateValue(file.file),
    // Without cases jest-junit makes one of this, an error, but does not count it among the tests.
    failureMessage: cases.length === 0 ? errorOf(file, attempt) : "",
    numPassingTests: cases.length === 0 ? 1 : count("passed"),
    testExecError: null,
    numFailingTests: count("failed"),
    numPendingTests: count("pending"),
    perfStats: { start, end: start + (attempt?.end?.kind === "finished" ? attempt.end.durationMs : 0) },
    testResults: cases,
  };
}

// A file that did not come to its end as a file has no cases: it is an error as a whole.
function casesOf(file: FileState, state: RunState): JUnitCase[] {
  const verdict = state.verdictOf(file);
  const result = state.finalAttempt(file)?.end.result;
  if (!result || (verdict !== "passed" && verdict !== "failed")) return [];
  const cases = result.tests.map((test) => junitCase(test, file.file));
  if (verdict === "passed") return cases.length > 0 ? cases : [fileCase(file, "no tests", "pending")];
  return cases.length > 0 ? [...cases, ...ofTheFile(file, result, cases)] : [];
}

/** What failed beside its tests: a hook, or an error after they ended. */
function ofTheFile(file: FileState, { message }: FileResult, cases: JUnitCase[]): JUnitCase[] {
  if (!message && cases.some(({ status }) => status === "failed")) return [];
  return [fileCase(file, "the file as a whole", "failed", message)];
}

function fileCase(
  { file }: FileState,
  title: string,
  status: JUnitCase["status"],
  message = "failed",
): JUnitCase {
  return {
    ancestorTitles: [asTemplateValue(file)],
    title,
    status,
    duration: 0,
    failureMessages: [printable(message)],
  };
}

function junitCase(test: TestCaseResult, file: string): JUnitCase {
  const { ancestors, title, status, durationMs, failureMessages } = test;
  return {
    // A case needs a class name to be told from others: that of a test outside any `describe` is its file.
    ancestorTitles: (ancestors.length > 0 ? ancestors : [file]).map(asTemplateValue),
    title: asTemplateValue(title),
    status: status === "passed" || status === "failed" ? status : "pending",
    duration: durationMs ?? 0,
    // Without a message a failed case would look like one that passed.
    failureMessages: failureMessages.length > 0 ? failureMessages.map(printable) : ["failed"],
  };
}

// jest-junit fills its templates with String.replace, to which `$&` in a value is not just a text.
function asTemplateValue(text: string): string {
  return printable(text).replaceAll("$", "$$$$");
}

function errorOf(file: FileState, attempt: Attempt | undefined): string {
  const end = attempt?.end;
  const where = attempt ? ` in account ${attempt.account}` : "";
  const never = file.neverRun === undefined ? "" : `, and never run again: ${file.neverRun}`;
  if (!attempt) return printable(`never run: ${file.neverRun ?? "the run ended before it was started"}`);
  if (!end) return printable(`no result: the run ended while it was running${where}`);
  if (end.kind === "cut-off") return printable(`no result: cut off${where}: ${end.reason}${never}`);
  return printable(`${end.outcome}${where}\n${end.result.message ?? ""}\n${end.result.console ?? ""}`);
}
