import { describeElsewhere } from "../describe/describe-elsewhere.ts";
import { firstWords } from "../describe/headline.ts";
import type { FileResult, TestCaseResult } from "../events/file-result.ts";
import type { QuarantineInForce } from "../events/quarantine-entry.ts";
import type { FileState } from "../state/file-state.ts";
import { fullNameOf, quarantineOf } from "../state/quarantine.ts";
import type { RunState } from "../state/run-state.ts";
import { until } from "../summary/summary-quarantine.ts";
import { framedMessages } from "../text/framed-messages.ts";
import { type Rerun, rerunsOf } from "./junit-reruns.ts";
import { junitText } from "./junit-text.ts";

/** What a report says of one test, or of a file as a whole. */
export interface JUnitCase {
  /** The file's path: by it CircleCI knows which file to run again. */
  classname: string;
  /** With the `describe` blocks around it. */
  name: string;
  status: "passed" | "failed" | "pending";
  /** How long it took, whole ms; the first that ran has what its file took beside its tests. */
  ms: number;
  failureMessages: string[];
  /** What each `<failure>`, or the one `<error>`, is in short: how it ended, and its first words. */
  inShort: InShort[];
  /** It failed, and that does not count: why, and what it said. */
  quarantined?: string;
  /** How it went in other attempts at its file. */
  reruns?: Rerun[];
}

/** As readers show it where there is room for a line. */
export interface InShort {
  type: string;
  message: string;
}

/**
 * The cases of a file; none for one that did not come to its end as a file, which is an error as a whole.
 * @param path what the report names the file by.
 */
export function casesOf(file: FileState, state: RunState, path: string): JUnitCase[] {
  const cases = ofFinalAttempt(file, state, path);
  const [first] = cases;
  if (!first) return [];
  for (const rerun of rerunsOf(file, state)) {
    // Of a test that is not there any more, or of the file as a whole: said with the first.
    const own = cases.find(({ key }) => key === rerun.test) ?? first;
    own.reruns = [...(own.reruns ?? []), rerun];
  }
  return cases;
}

type KeyedCase = JUnitCase & { key?: string };

function ofFinalAttempt(file: FileState, state: RunState, path: string): KeyedCase[] {
  if (file.elsewhere?.verdict) return ofElsewhere(file, state, path);
  const end = state.finalAttempt(file)?.end;
  if (!end) return [];
  const { outcome, result } = end;
  const entry = quarantineOf(file.file, undefined, state.quarantine);
  if (outcome !== "passed" && outcome !== "failed") {
    const said = `${outcome}: ${result.message ?? ""}`;
    return entry ? [fileCase(path, WHOLE_FILE, { entry, message: said })] : [];
  }
  const of = { file: file.file, path, entries: state.quarantine, messages: framedMessages(result) };
  const cases = result.tests.map((test) => junitCase(test, of));
  if (outcome === "passed") return cases.length > 0 ? cases : [fileCase(path, "no tests", {})];
  if (entry) return [...cases, ...ofTheFile(path, result, cases, entry)];
  return cases.length > 0 ? [...cases, ...ofTheFile(path, result, cases)] : [];
}

/** What another container says of a file is not of its tests; without a case it is an error. */
function ofElsewhere(
  { file, elsewhere = { container: "" } }: FileState,
  state: RunState,
  path: string,
): KeyedCase[] {
  const message = describeElsewhere(elsewhere);
  switch (elsewhere.verdict) {
    case "passed":
    case "flaky":
      return [{ ...fileCase(path, WHOLE_FILE, {}), status: "passed", failureMessages: [], inShort: [] }];
    case "quarantined": {
      const entry = state.quarantine.find(({ files }) => files.includes(file));
      return [{ ...fileCase(path, WHOLE_FILE, entry ? { message, entry } : {}), status: "pending" }];
    }
    case "failed":
      return [fileCase(path, WHOLE_FILE, { message })];
    default:
      return [];
  }
}

/** What failed beside its tests: a hook, or an error after they ended. */
function ofTheFile(
  path: string,
  { message }: FileResult,
  cases: JUnitCase[],
  entry?: QuarantineInForce,
): JUnitCase[] {
  const isSaid = cases.some(({ status, quarantined }) => status === "failed" || quarantined !== undefined);
  if (!message && isSaid) return [];
  return [fileCase(path, WHOLE_FILE, { message: message ?? "failed", ...(entry ? { entry } : {}) })];
}

/** The name of a case that is of no single test. */
export const WHOLE_FILE = "the file as a whole";

/** @param what without a message nothing failed. */
function fileCase(
  path: string,
  name: string,
  { message, entry }: { message?: string; entry?: QuarantineInForce },
): JUnitCase {
  return {
    classname: path,
    name,
    status: message === undefined || entry ? "pending" : "failed",
    ms: 0,
    failureMessages: [junitText(message ?? "")],
    inShort: message === undefined || entry ? [] : [inShort("failed", message)],
    ...(entry ? { quarantined: inQuarantine(entry, message ?? "") } : {}),
  };
}

interface CaseOf {
  file: string;
  path: string;
  entries: readonly QuarantineInForce[];
  messages: ReturnType<typeof framedMessages>;
}

function junitCase(test: TestCaseResult, { file, path, entries, messages }: CaseOf): KeyedCase {
  const { ancestors, title, status, durationMs } = test;
  const failureMessages = messages.get(test) ?? test.failureMessages;
  // Without a message a failed case would look like one that passed.
  const said = failureMessages.length > 0 ? failureMessages : ["failed"];
  const key = fullNameOf(test);
  const entry = status === "failed" ? quarantineOf(file, key, entries) : undefined;
  return {
    key,
    classname: path,
    name: [...ancestors, title].join(" › "),
    status: entry || (status !== "passed" && status !== "failed") ? "pending" : status,
    ms: wholeMs(durationMs),
    failureMessages: said.map((text) => junitText(text)),
    inShort: status === "failed" && !entry ? said.map((text) => inShort("failed", text)) : [],
    ...(entry ? { quarantined: inQuarantine(entry, failureMessages[0] ?? "failed") } : {}),
  };
}

/** @param type how it ended. */
export function inShort(type: string, text: string): InShort {
  const [line = ""] = text.trimStart().split("\n", 1);
  return { type, message: firstWords(text) || line };
}

function inQuarantine(entry: QuarantineInForce, message: string): string {
  return `failed, in quarantine ${until(entry)}\n${message}`;
}

/** A duration as a report can hold it: of a clock that was set back, none. */
export function wholeMs(durationMs = 0): number {
  return Math.max(0, Math.round(durationMs));
}
