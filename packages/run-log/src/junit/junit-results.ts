import { describeElsewhere } from "../describe/describe-elsewhere.ts";
import { firstWords } from "../describe/headline.ts";
import type { Attempt, FileState } from "../state/file-state.ts";
import type { RunState } from "../state/run-state.ts";
import { casesOf, type JUnitCase, WHOLE_FILE, wholeMs } from "./junit-cases.ts";
import { junitFilePath } from "./junit-file-path.ts";
import { junitProperties, lastAttempt } from "./junit-properties.ts";
import { rerunsOf } from "./junit-reruns.ts";
import { junitText } from "./junit-text.ts";

/** As much of Jest's aggregated result as jest-junit reads, and what is written into the report afterwards. */
export interface JUnitResults {
  readonly startTime: number;
  testResults: JUnitSuite[];
}

/** One file. What jest-junit reads has no names in it: those are written in afterwards. */
export interface JUnitSuite {
  name: string;
  /** Its path. */
  file: string;
  properties: Record<string, string>;
  /** What it printed, where it failed. */
  output?: string;
  /** In the order of the report. */
  cases: JUnitCase[];
  testFilePath: string;
  failureMessage: string;
  testExecError: null;
  numFailingTests: number;
  numPassingTests: number;
  numPendingTests: number;
  perfStats: { start: number; end: number };
  testResults: Array<
    Pick<JUnitCase, "status" | "failureMessages"> & { ancestorTitles: []; duration: number }
  >;
}

/**
 * What jest-junit is given: every selected file, those that crashed, timed out or never ran as errors. Those another
 * container has ended are in the report of that one, unless the logs of several were put together: then what
 * is known of them is here. What the state says later is not in it.
 * @param workingDirectory what paths are relative to: the real path of where the process runs.
 */
export function junitResults(state: RunState, workingDirectory: string): JUnitResults {
  const isWhole = state.containers.size > 1;
  const own = [...state.files.values()].filter(
    ({ elsewhere }) => isWhole || elsewhere?.verdict === undefined,
  );
  const tookMs = wholeMs(state.lastAt - state.startedAt);
  return {
    // jest-junit counts from here to now, which is later than the end where a report is rebuilt.
    get startTime() {
      return Date.now() - tookMs;
    },
    testResults: own.map((file) => suite(file, state, workingDirectory)),
  };
}

function suite(file: FileState, state: RunState, workingDirectory: string): JUnitSuite {
  const attempt = lastAttempt(file, state);
  const path = junitFilePath({ file: file.file, rootDir: state.rootDir, workingDirectory });
  const cases = casesOf(file, state, path);
  const start = attempt?.startedAt ?? state.startedAt;
  const tookMs = wholeMs(durationOf(file, attempt));
  const besideTestsMs = Math.max(0, tookMs - cases.reduce((sum, { ms }) => sum + ms, 0));
  const count = (status: JUnitCase["status"]) => cases.filter((one) => one.status === status).length;
  const output = outputOf(attempt);
  const isError = cases.length === 0;
  const error = isError ? errorOf(file, attempt) : "";
  return {
    name: file.file,
    file: path,
    properties: junitProperties(file, state, isError ? 0 : besideTestsMs),
    ...(output === undefined ? {} : { output }),
    cases: isError ? [errorCase(file, state, { path, tookMs, error })] : withTime(cases, besideTestsMs),
    testFilePath: workingDirectory,
    // Without cases jest-junit makes one of this, an error, but does not count it among the tests.
    failureMessage: isError ? error : "",
    numPassingTests: isError ? 1 : count("passed"),
    testExecError: null,
    numFailingTests: count("failed"),
    numPendingTests: count("pending"),
    perfStats: { start, end: start + tookMs },
    testResults: cases.map(({ status, failureMessages }) => ({
      status,
      failureMessages,
      ancestorTitles: [],
      duration: 0,
    })),
  };
}

function durationOf({ elsewhere }: FileState, attempt: Attempt | undefined): number | undefined {
  if (elsewhere?.verdict) return elsewhere.durationMs;
  return attempt?.end?.kind === "finished" ? attempt.end.durationMs : 0;
}

/** CircleCI adds up the cases of a file: what it took to load, `beforeAll` and `afterAll` must be in one of them. */
function withTime(cases: JUnitCase[], besideTestsMs: number): JUnitCase[] {
  const ran = cases.findIndex(({ status, quarantined }) => status !== "pending" || quarantined !== undefined);
  const bearer = Math.max(0, ran);
  return cases.map((one, i) => (i === bearer ? { ...one, ms: one.ms + besideTestsMs } : one));
}

function errorCase(
  file: FileState,
  state: RunState,
  { path, tookMs, error }: { path: string; tookMs: number; error: string },
): JUnitCase {
  const [how = "", ...said] = error.split("\n");
  const message = [how, firstWords(said.join("\n"))].filter(Boolean).join(": ");
  return {
    classname: path,
    name: WHOLE_FILE,
    status: "failed",
    ms: tookMs,
    failureMessages: [],
    inShort: [{ type: state.verdictOf(file), message }],
    reruns: rerunsOf(file, state),
  };
}

function outputOf(attempt: Attempt | undefined): string | undefined {
  if (attempt?.end?.kind !== "finished" || attempt.end.outcome === "passed") return undefined;
  return attempt.end.result.console;
}

function errorOf(file: FileState, attempt: Attempt | undefined): string {
  const end = attempt?.end;
  const where = attempt ? ` in account ${attempt.account}` : "";
  if (file.elsewhere?.verdict) return junitText(describeElsewhere(file.elsewhere));
  const never = file.neverRun === undefined ? "" : `, and never run again: ${file.neverRun}`;
  if (!attempt) return junitText(`never run: ${file.neverRun ?? "the run ended before it was started"}`);
  if (!end) return junitText(`no result: the run ended while it was running${where}`);
  if (end.kind === "cut-off") return junitText(`no result: cut off${where}: ${end.reason}${never}`);
  return junitText(
    `${end.outcome.replace("-", " ")}${where}\n${end.result.message ?? ""}\n${end.result.console ?? ""}`,
  );
}
