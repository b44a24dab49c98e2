import { join } from "node:path";
import type { Attempt, FileState } from "./file-state.ts";
import { printable } from "./printable.ts";
import type { TestCaseResult } from "./run-event.ts";
import type { RunState } from "./run-state.ts";

/** As much of Jest's aggregated result as jest-junit reads. */
export interface JUnitResults {
  startTime: number;
  testResults: JUnitSuite[];
}

interface JUnitSuite {
  testFilePath: string;
  failureMessage: string;
  testExecError: string | null;
  numFailingTests: number;
  numPassingTests: number;
  numPendingTests: number;
  perfStats: { start: number; end: number };
  testResults: JUnitCase[];
}

interface JUnitCase {
  ancestorTitles: string[];
  title: string;
  status: "passed" | "failed" | "pending" | "error";
  duration: number;
  failureMessages: string[];
}

/** What jest-junit is given: every selected file, those that crashed, timed out or never ran as errors. */
export function junitResults(state: RunState): JUnitResults {
  return {
    startTime: state.startedAt,
    testResults: [...state.files.values()].map((file) => suite(file, state)),
  };
}

function suite(file: FileState, state: RunState): JUnitSuite {
  const last = file.attempts.findLast(({ end }) => end?.kind === "finished") ?? file.attempts.at(-1);
  const cases = casesOf(file, state, last);
  const start = last?.startedAt ?? state.startedAt;
  const count = (status: JUnitCase["status"]) =>
    cases.filter((testCase) => testCase.status === status).length;
  return {
    testFilePath: join(state.rootDir, file.file),
    failureMessage: cases.length === 0 ? errorOf(file, last) : "",
    testExecError: null,
    numFailingTests: count("failed"),
    numPassingTests: count("passed"),
    numPendingTests: count("pending"),
    perfStats: { start, end: start + durationOf(last) },
    testResults: cases,
  };
}

function durationOf(attempt: Attempt | undefined): number {
  return attempt?.end?.kind === "finished" ? attempt.end.durationMs : 0;
}

// A file that did not come to its end as a file has no cases: jest-junit then reports the file itself as an error.
function casesOf(file: FileState, state: RunState, last: Attempt | undefined): JUnitCase[] {
  const verdict = state.verdictOf(file);
  if (last?.end?.kind !== "finished" || (verdict !== "passed" && verdict !== "failed")) return [];
  const { result } = last.end;
  const cases = result.tests.map(junitCase);
  const named = cases.some(({ status }) => status === "failed");
  if (verdict === "failed" && !named && cases.length > 0) cases.push(fileCase(result.message ?? ""));
  if (verdict === "passed" && cases.length === 0)
    return [{ ...fileCase(""), status: "pending", title: "no tests" }];
  return cases;
}

/** A failure of the file beside its tests: a hook, or an error after they ended. */
function fileCase(message: string): JUnitCase {
  return {
    ancestorTitles: [],
    title: "the file as a whole",
    status: "failed",
    duration: 0,
    failureMessages: [printable(message)],
  };
}

function junitCase({ ancestors, title, status, durationMs, failureMessages }: TestCaseResult): JUnitCase {
  return {
    ancestorTitles: ancestors.map(printable),
    title: printable(title),
    status: status === "passed" || status === "failed" ? status : "pending",
    duration: durationMs ?? 0,
    failureMessages: failureMessages.map(printable),
  };
}

function errorOf(file: FileState, last: Attempt | undefined): string {
  const end = last?.end;
  const where = last ? ` in account ${last.account}` : "";
  if (!last) return printable(`never run: ${file.neverRun ?? "the run ended before it was started"}`);
  if (!end) return printable(`no result: the run ended while it was running${where}`);
  if (end.kind === "cut-off") return printable(`no result: cut off${where}: ${end.reason}`);
  return printable(`${end.outcome}${where}\n${end.result.message ?? ""}\n${end.result.console ?? ""}`);
}
