import type pc from "picocolors";
import type { FileState } from "../state/file-state.ts";
import { isWithoutResult } from "../state/file-verdict.ts";
import type { RunState } from "../state/run-state.ts";

type Colors = ReturnType<typeof pc.createColors>;

const REASON_LINES = 6;
const NAMED_FILES = 3;

// A run that ends early leaves many of them, mostly for one reason: said once, with the first few by name.
/** What has no result, by reason. */
export function filesWithoutResult(state: RunState, colors: Colors): string[] {
  return [...byReason(state)].flatMap(([reason, files]) => {
    const more = files.length - NAMED_FILES;
    const named = files.slice(0, NAMED_FILES).map((file) => colors.dim(`    ${file}`));
    const rest = more > 0 ? [colors.dim(`    and ${more} more; the JUnit report has them all`)] : [];
    return [`${colors.red("✗")} ${withoutResult(files, reason)}`, ...named, ...rest];
  });
}

/** The same in a line for each reason. */
export function withoutResultInShort(state: RunState): string[] {
  return [...byReason(state)].map(([reason, files]) => withoutResult(files, reason));
}

/** Why nothing is known of a file, in words. */
export function whyWithoutResult({ attempts, neverRun, elsewhere }: FileState): string {
  const end = attempts.at(-1)?.end;
  if (end?.kind === "cut-off") return end.reason;
  if (neverRun) return neverRun;
  return elsewhere ? `container ${elsewhere.container} has not ended it` : "the run ended";
}

function withoutResult(files: readonly string[], reason: string): string {
  return `${files.length} without a result: ${reason}`;
}

function byReason(state: RunState): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of state.files.values()) {
    if (!isWithoutResult(state.verdictOf(file))) continue;
    const reason = whyWithoutResult(file).split("\n").filter(Boolean).slice(0, REASON_LINES).join(" ");
    found.set(reason, [...(found.get(reason) ?? []), file.file]);
  }
  return found;
}
