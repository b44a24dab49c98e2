import type pc from "picocolors";
import { describeAttempt } from "./describe-attempt.ts";
import { describeVersions } from "./describe-versions.ts";
import type { FileState, JudgedAttempt } from "./file-state.ts";
import { isGreen, isWithoutResult } from "./file-verdict.ts";
import type { RunState } from "./run-state.ts";
import { whatFailed } from "./what-failed.ts";

type Colors = ReturnType<typeof pc.createColors>;

const MESSAGE_LINES = 6;
// A message of Jest's with its code frame, and its place in the stack.
const FRAME_LINES = 26;
// Of so many failures the whole messages are read; of more, which they are.
const FRAMED_FILES = 10;
const NAMED_FILES = 3;

/**
 * What failed, each file with its message and, where there were several, every attempt; then what has no result.
 * @param report where all of a long message stands.
 */
export function failedFiles(state: RunState, colors: Colors, report = "the run's events"): string[] {
  const unhappy = [...state.files.values()].filter((file) => !isGreen(state.verdictOf(file)));
  const judged = unhappy.filter((file) => !isWithoutResult(state.verdictOf(file)));
  const lines = judged.length > FRAMED_FILES ? MESSAGE_LINES : FRAME_LINES;
  const text = { lines, report, colors };
  return [...judged.flatMap((file) => failed(file, state, text)), ...withoutResult(state, colors)];
}

/** Files that failed in one account and passed in another: what they said where they failed. */
export function flakyFiles(state: RunState, colors: Colors): string[] {
  const flaky = [...state.files.values()].filter((file) => state.verdictOf(file) === "flaky");
  return flaky.flatMap((file) => {
    const head = `${colors.yellow("~")} ${file.file}: flaky: ${attempts(file, state)}`;
    const bad = file.attempts.find((attempt) => state.classOf(attempt, file) === "flaky");
    const text = bad?.end?.kind === "finished" ? whatFailed(bad.end.result) : "";
    return [head, ...indented(text, colors)];
  });
}

/** Text below a line of the summary, its first lines. */
export function indented(text: string, colors: Colors): string[] {
  const lines = text.split("\n").filter(Boolean).slice(0, MESSAGE_LINES);
  return lines.map((line) => colors.dim(`    ${line}`));
}

interface Text {
  /** How many of them a message has at most. */
  lines: number;
  report: string;
  colors: Colors;
}

function failed(file: FileState, state: RunState, { lines, report, colors }: Text): string[] {
  const final = state.finalAttempt(file);
  const where = file.elsewhere ? `container ${file.elsewhere.container}` : final?.account;
  const head = `${colors.red("✗")} ${file.file}: ${state.verdictOf(file).replace("-", " ")}${colors.dim(where ? ` (${where})` : "")}`;
  const versions = final && describeVersions(state, final.account, file.file);
  const against = versions === undefined ? [] : [colors.dim(`    against ${versions}`)];
  const tried =
    file.attempts.length > 1 ? `tried ${file.attempts.length} times: ${attempts(file, state)}` : "";
  return [head, ...message(file, final, { lines, report, colors }), ...against, ...indented(tried, colors)];
}

function message(file: FileState, final: JudgedAttempt | undefined, text: Text): string[] {
  if (file.elsewhere?.verdict) return indented(file.elsewhere.message ?? "", text.colors);
  if (!final) return [];
  const { formatted } = final.end.result;
  return formatted === undefined || text.lines < FRAME_LINES
    ? indented(whatFailed(final.end.result), text.colors)
    : framed(formatted, text);
}

// As Jest has it, with its empty lines: without them a code frame cannot be read.
function framed(formatted: string, { lines: most, report }: Text): string[] {
  const lines = formatted.replace(/^(\s*\n)+|\s+$/g, "").split("\n");
  const more = lines.length - most;
  const rest = more > 1 ? [`    … ${more} more lines in ${report}`] : [];
  return [...lines.slice(0, more > 1 ? most : lines.length), ...rest].map((line) => `  ${line}`.trimEnd());
}

function attempts(file: FileState, state: RunState): string {
  return file.attempts.map((attempt) => describeAttempt(attempt, state.classOf(attempt, file))).join(", ");
}

// A run that ends early leaves many of them, mostly for one reason: said once, with the first few by name.
function withoutResult(state: RunState, colors: Colors): string[] {
  const byReason = new Map<string, string[]>();
  for (const file of state.files.values()) {
    if (!isWithoutResult(state.verdictOf(file))) continue;
    const reason = whyWithoutResult(file).split("\n").filter(Boolean).slice(0, MESSAGE_LINES).join(" ");
    byReason.set(reason, [...(byReason.get(reason) ?? []), file.file]);
  }
  return [...byReason].flatMap(([reason, files]) => {
    const more = files.length - NAMED_FILES;
    const named = files.slice(0, NAMED_FILES).map((file) => colors.dim(`    ${file}`));
    const rest = more > 0 ? [colors.dim(`    and ${more} more; the JUnit report has them all`)] : [];
    return [`${colors.red("✗")} ${files.length} without a result: ${reason}`, ...named, ...rest];
  });
}

/** Why nothing is known of a file, in words. */
export function whyWithoutResult({ attempts, neverRun, elsewhere }: FileState): string {
  const end = attempts.at(-1)?.end;
  if (end?.kind === "cut-off") return end.reason;
  if (neverRun) return neverRun;
  return elsewhere ? `container ${elsewhere.container} has not ended it` : "the run ended";
}
