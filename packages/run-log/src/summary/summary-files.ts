import type pc from "picocolors";
import { describeAttempt } from "../describe/describe-attempt.ts";
import { describeVersions } from "../describe/describe-versions.ts";
import { describePast } from "../describe/past-letters.ts";
import type { FileState, JudgedAttempt } from "../state/file-state.ts";
import { isGreen, isWithoutResult } from "../state/file-verdict.ts";
import type { RunState } from "../state/run-state.ts";
import { whatFailed } from "../state/what-failed.ts";
import { abridge } from "../text/abridge.ts";
import { count } from "../text/count.ts";

type Colors = ReturnType<typeof pc.createColors>;

const MESSAGE_LINES = 6;
// A message of Jest's with its code frame, and its place in the stack.
const FRAME_LINES = 26;
// Of so many failures the whole messages are read; of more, which they are.
const FRAMED_FILES = 10;
const TOLD_FILES = 30;

/**
 * What failed, each file with its message, what it met, whether that is new, and every attempt where there were several.
 * @param report where all of a long message stands.
 */
export function failedFiles(state: RunState, colors: Colors, report = "the run's events"): string[] {
  const judged = filesThatFailed(state);
  const isFramed = judged.length <= FRAMED_FILES;
  const told = judged.slice(0, TOLD_FILES).map((file) => failed(file, state, { isFramed, report, colors }));
  const more = judged.length - told.length;
  return [
    // A code frame ends where the next file begins: told apart by an empty line.
    ...told.flatMap((lines, i) => (isFramed && i > 0 ? ["", ...lines] : lines)),
    ...(more > 0 ? [`${colors.red("✗")} and ${count(more, "more file")} failed: ${report}`] : []),
  ];
}

/** The files whose result makes the run red. */
export function filesThatFailed(state: RunState): FileState[] {
  return [...state.files.values()].filter((file) => {
    const verdict = state.verdictOf(file);
    return !isGreen(verdict) && !isWithoutResult(verdict);
  });
}

/** Files that failed in one account and passed in another: what they said where they failed. */
export function flakyFiles(state: RunState, colors: Colors): string[] {
  const flaky = [...state.files.values()].filter((file) => state.verdictOf(file) === "flaky");
  return flaky.flatMap((file) => {
    const { elsewhere } = file;
    const how = elsewhere?.verdict ? `in container ${elsewhere.container}` : attempts(file, state);
    const head = `${colors.yellow("~")} ${file.file}: flaky: ${how}`;
    const bad = file.attempts.find((attempt) => state.classOf(attempt, file) === "flaky");
    const text = bad?.end?.kind === "finished" ? whatFailed(bad.end.result) : "";
    return [head, ...indented(text, colors), ...past(file, colors)];
  });
}

/** Text below a line of the summary, its first lines; the insides of Jest and Node in a stack are left out. */
export function indented(text: string, colors: Colors): string[] {
  const lines = text.split("\n").filter((line) => line !== "" && !INSIDES.test(line));
  return lines.slice(0, MESSAGE_LINES).map((line) => colors.dim(`    ${line}`));
}

const INSIDES = /^\s+at .*[(/](node_modules\/|node:)/;

interface Text {
  /** Each message with its code frame; else its first lines. */
  isFramed: boolean;
  report: string;
  colors: Colors;
}

function failed(file: FileState, state: RunState, text: Text): string[] {
  const { colors } = text;
  const final = state.finalAttempt(file);
  const where = file.elsewhere ? `container ${file.elsewhere.container}` : final?.account;
  const verdict = state.verdictOf(file).replace("-", " ");
  const head = `${colors.red("✗")} ${file.file}: ${verdict}${colors.dim(where ? ` (${where})` : "")}`;
  const versions = final && describeVersions(state, final.account, file.file);
  const against = versions === undefined ? "" : `against ${versions}`;
  const tried =
    file.attempts.length > 1 ? `tried ${file.attempts.length} times: ${attempts(file, state)}` : "";
  return [
    head,
    ...message(file, final, text),
    ...indented(against, colors),
    ...past(file, colors),
    ...indented(tried, colors),
  ];
}

function message(file: FileState, final: JudgedAttempt | undefined, text: Text): string[] {
  if (file.elsewhere?.verdict) return indented(file.elsewhere.message ?? "", text.colors);
  if (!final) return [];
  const { formatted = "", message = "" } = final.end.result;
  const words = formatted || (/^\s*●/.test(message) ? message : "");
  return words === "" || !text.isFramed
    ? indented(whatFailed(final.end.result), text.colors)
    : framed(words, text.report);
}

// As Jest has it, with its empty lines: without them a code frame cannot be read.
function framed(words: string, report: string): string[] {
  const lines = words.replace(/^(\s*\n)+|\s+$/g, "").split("\n");
  return abridge(lines, FRAME_LINES, report).map((line) =>
    line.startsWith("…") ? `    ${line}` : `  ${line}`.trimEnd(),
  );
}

function past({ past: letters }: FileState, colors: Colors): string[] {
  return indented(describePast(letters) ?? "", colors);
}

function attempts(file: FileState, state: RunState): string {
  return file.attempts.map((attempt) => describeAttempt(attempt, state.classOf(attempt, file))).join(", ");
}
