import type pc from "picocolors";
import { describeAttempt } from "./describe-attempt.ts";
import type { FileState } from "./file-state.ts";
import { isGreen, isWithoutResult } from "./file-verdict.ts";
import type { RunState } from "./run-state.ts";
import { whatFailed } from "./what-failed.ts";

type Colors = ReturnType<typeof pc.createColors>;

const MESSAGE_LINES = 6;
const NAMED_FILES = 3;

/** What failed, each file with its message and, where there were several, every attempt; then what has no result. */
export function failedFiles(state: RunState, colors: Colors): string[] {
  const unhappy = [...state.files.values()].filter((file) => !isGreen(state.verdictOf(file)));
  const judged = unhappy.filter((file) => !isWithoutResult(state.verdictOf(file)));
  return [...judged.flatMap((file) => failed(file, state, colors)), ...withoutResult(state, colors)];
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

function failed(file: FileState, state: RunState, colors: Colors): string[] {
  const final = state.finalAttempt(file);
  const where = file.elsewhere ? `container ${file.elsewhere.container}` : final?.account;
  const head = `${colors.red("✗")} ${file.file}: ${state.verdictOf(file)}${colors.dim(where ? ` (${where})` : "")}`;
  const own = final ? whatFailed(final.end.result) : "";
  const text = file.elsewhere?.verdict ? (file.elsewhere.message ?? "") : own;
  const tried =
    file.attempts.length > 1 ? `tried ${file.attempts.length} times: ${attempts(file, state)}` : "";
  return [head, ...indented(text, colors), ...indented(tried, colors)];
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
