import { join } from "node:path";
import type { Attempt, FileState } from "./file-state.ts";
import { asTemplateValue, casesOf, type JUnitCase } from "./junit-cases.ts";
import { junitFilePath } from "./junit-file-path.ts";
import { type Rerun, rerunsOf } from "./junit-reruns.ts";
import { printable } from "./printable.ts";
import type { RunState } from "./run-state.ts";

/** As much of Jest's aggregated result as jest-junit reads. */
export interface JUnitResults {
  readonly startTime: number;
  testResults: JUnitSuite[];
}

interface JUnitSuite {
  /** Whose it is; for us. */
  file: FileState;
  testFilePath: string;
  displayName: string;
  failureMessage: string;
  testExecError: null;
  numFailingTests: number;
  numPassingTests: number;
  numPendingTests: number;
  perfStats: { start: number; end: number };
  testResults: JUnitCase[];
  /** Of a file that is an error as a whole: how it went in its other attempts. */
  reruns: Rerun[];
}

/**
 * What jest-junit is given: every selected file but those another container has ended, which are in the report of that one;
 * those that crashed, timed out or never ran as errors.
 * @param workingDirectory what jest-junit takes its own paths relative to: the real path of where the process runs.
 */
export function junitResults(state: RunState, workingDirectory: string): JUnitResults {
  const own = [...state.files.values()].filter(({ elsewhere }) => elsewhere?.verdict === undefined);
  return {
    // jest-junit counts from here to now, which is later than the end where a report is rebuilt.
    get startTime() {
      return Date.now() - (state.lastAt - state.startedAt);
    },
    testResults: own.map((file) => suite(file, state, workingDirectory)),
  };
}

function suite(file: FileState, state: RunState, workingDirectory: string): JUnitSuite {
  const attempt = state.finalAttempt(file) ?? file.attempts.at(-1);
  const cases = casesOf(file, state);
  const start = attempt?.startedAt ?? state.startedAt;
  const path = junitFilePath({ file: file.file, rootDir: state.rootDir, workingDirectory });
  const count = (status: JUnitCase["status"]) => cases.filter((one) => one.status === status).length;
  return {
    file,
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
    reruns: cases.length === 0 ? rerunsOf(file, state) : [],
  };
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
