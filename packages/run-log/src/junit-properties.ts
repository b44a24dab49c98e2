import { firstLine } from "@regatta/foundation";
import { describeAttempt } from "./describe-attempt.ts";
import { describeLeak } from "./describe-leak.ts";
import type { FileState } from "./file-state.ts";
import type { RunState } from "./run-state.ts";
import { whatFailed } from "./what-failed.ts";

/**
 * What a report says of a file beside its cases: where it ran, and every attempt at it.
 * @param besideTestsMs how long it took beside its tests.
 */
export function junitProperties(
  file: FileState,
  state: RunState,
  besideTestsMs: number,
): Record<string, string> {
  const { attempts } = file;
  const attempt = state.finalAttempt(file) ?? attempts.at(-1);
  const values = {
    "regatta.run": state.runId,
    "regatta.account": attempt?.account,
    // The report's own timestamps are whole seconds.
    "regatta.started": attempt && new Date(attempt.startedAt).toISOString(),
    "regatta.verdict": state.verdictOf(file),
    "regatta.attempts": String(attempts.length),
    ...(attempts.length > 1 ? attemptsOf(file, state) : {}),
    "regatta.beside-tests-ms": besideTestsMs > 0 ? String(besideTestsMs) : undefined,
    "regatta.leaks": leaksOf(file, state),
  };
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given);
}

function attemptsOf(file: FileState, state: RunState): Record<string, string> {
  const entries = file.attempts.map((attempt, i): [string, string] => {
    const kind = state.classOf(attempt, file);
    const judged = kind === "flaky" || kind === "quarantined" ? ` (${kind})` : "";
    const said = attempt.end?.kind === "finished" ? firstLine(whatFailed(attempt.end.result)) : "";
    const parts = [`${describeAttempt(attempt, kind)}${judged}`, said];
    return [`regatta.attempt.${i + 1}`, parts.filter(Boolean).join(": ")];
  });
  return Object.fromEntries(entries);
}

function leaksOf({ file }: FileState, { leaks }: RunState): string | undefined {
  const own = leaks.filter(({ files }) => files.includes(file));
  return own.length === 0 ? undefined : own.map(describeLeak).join("; ");
}
