import type { FileResult, TestCaseResult } from "./file-result.ts";
import type { FileState } from "./file-state.ts";
import { type Rerun, rerunsOf } from "./junit-reruns.ts";
import { printable } from "./printable.ts";
import { fullNameOf, quarantineOf } from "./quarantine.ts";
import type { QuarantineInForce } from "./quarantine-entry.ts";
import type { RunState } from "./run-state.ts";
import { until } from "./summary-quarantine.ts";

/** As much of a test's result as jest-junit reads, and what is written into its element afterwards. */
export interface JUnitCase {
  ancestorTitles: string[];
  title: string;
  status: "passed" | "failed" | "pending";
  duration: number;
  failureMessages: string[];
  /** It failed, and that does not count: why, and what it said. */
  quarantined?: string;
  /** How it went in other attempts at its file. */
  reruns?: Rerun[];
}

/** The cases of a file; none for one that did not come to its end as a file, which is an error as a whole. */
export function casesOf(file: FileState, state: RunState): JUnitCase[] {
  const cases = ofFinalAttempt(file, state);
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

function ofFinalAttempt(file: FileState, state: RunState): KeyedCase[] {
  const end = state.finalAttempt(file)?.end;
  if (!end) return [];
  const { outcome, result } = end;
  const entry = quarantineOf(file.file, undefined, state.quarantine);
  if (outcome !== "passed" && outcome !== "failed") {
    const said = `${outcome}: ${result.message ?? ""}`;
    return entry ? [fileCase(file, "the file as a whole", { entry, message: said })] : [];
  }
  const cases = result.tests.map((test) => junitCase(test, file.file, state.quarantine));
  if (outcome === "passed") return cases.length > 0 ? cases : [fileCase(file, "no tests", {})];
  if (entry) return [...cases, ...ofTheFile(file, result, cases, entry)];
  return cases.length > 0 ? [...cases, ...ofTheFile(file, result, cases)] : [];
}

/** What failed beside its tests: a hook, or an error after they ended. */
function ofTheFile(
  file: FileState,
  { message }: FileResult,
  cases: JUnitCase[],
  entry?: QuarantineInForce,
): JUnitCase[] {
  const isSaid = cases.some(({ status, quarantined }) => status === "failed" || quarantined !== undefined);
  if (!message && isSaid) return [];
  return [
    fileCase(file, "the file as a whole", { message: message ?? "failed", ...(entry ? { entry } : {}) }),
  ];
}

/** @param what without a message nothing failed. */
function fileCase(
  { file }: FileState,
  title: string,
  { message, entry }: { message?: string; entry?: QuarantineInForce },
): JUnitCase {
  return {
    ancestorTitles: [asTemplateValue(file)],
    title,
    status: message === undefined || entry ? "pending" : "failed",
    duration: 0,
    failureMessages: [printable(message ?? "")],
    ...(entry ? { quarantined: inQuarantine(entry, message ?? "") } : {}),
  };
}

function junitCase(test: TestCaseResult, file: string, entries: readonly QuarantineInForce[]): KeyedCase {
  const { ancestors, title, status, durationMs, failureMessages } = test;
  const name = fullNameOf(test);
  const entry = status === "failed" ? quarantineOf(file, name, entries) : undefined;
  return {
    key: name,
    // A case needs a class name to be told from others: that of a test outside any `describe` is its file.
    ancestorTitles: (ancestors.length > 0 ? ancestors : [file]).map(asTemplateValue),
    title: asTemplateValue(title),
    status: entry || (status !== "passed" && status !== "failed") ? "pending" : status,
    duration: durationMs ?? 0,
    // Without a message a failed case would look like one that passed.
    failureMessages: failureMessages.length > 0 ? failureMessages.map(printable) : ["failed"],
    ...(entry ? { quarantined: inQuarantine(entry, failureMessages[0] ?? "failed") } : {}),
  };
}

function inQuarantine(entry: QuarantineInForce, message: string): string {
  return `failed, in quarantine ${until(entry)}\n${message}`;
}

/** Text for jest-junit's templates: it fills them with String.replace, to which `$&` in a value is not just a text. */
export function asTemplateValue(text: string): string {
  return printable(text).replaceAll("$", "$$$$");
}
