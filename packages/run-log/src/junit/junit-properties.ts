import { firstLine } from "@regatta/foundation";
import { describeAttempt } from "../describe/describe-attempt.ts";
import { describeLeak } from "../describe/describe-leak.ts";
import { describeVersions } from "../describe/describe-versions.ts";
import { describePast } from "../describe/past-letters.ts";
import type { Attempt, FileState } from "../state/file-state.ts";
import type { RunState } from "../state/run-state.ts";
import { whatFailed } from "../state/what-failed.ts";

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
  const attempt = lastAttempt(file, state);
  const verdict = state.verdictOf(file);
  const values = {
    "regatta.run": attempt?.runId ?? state.runId,
    "regatta.container": containerOf(file, state, attempt),
    "regatta.account": attempt?.account ?? file.elsewhere?.where,
    // The report's own timestamps are whole seconds.
    "regatta.started": attempt && new Date(attempt.startedAt).toISOString(),
    "regatta.verdict": verdict,
    "regatta.attempts": String(attempts.length),
    ...(attempts.length > 1 ? attemptsOf(file, state) : {}),
    ...(verdict === "passed" ? {} : whatItMet(file, state, attempt)),
    "regatta.beside-tests-ms": besideTestsMs > 0 ? String(besideTestsMs) : undefined,
    "regatta.leaks": leaksOf(file, state),
  };
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given);
}

/** What helps to tell whether a failure is new, and what of: how it went before, and the versions of the stacks. */
function whatItMet(file: FileState, state: RunState, attempt: Attempt | undefined) {
  return {
    "regatta.past": describePast(file.past),
    "regatta.against": attempt && describeVersions(state, attempt.account, file.file),
  };
}

/** The attempt a file's result is from, or else the last one; none where its result is another container's. */
export function lastAttempt(file: FileState, state: RunState): Attempt | undefined {
  return file.elsewhere?.verdict ? undefined : (state.finalAttempt(file) ?? file.attempts.at(-1));
}

/** Of a run that several containers shared: which one had it. */
function containerOf(
  { elsewhere }: FileState,
  { containers, runId }: RunState,
  attempt: Attempt | undefined,
): string | undefined {
  if (elsewhere?.verdict) return elsewhere.container;
  const container = attempt && containers.get(attempt.runId ?? runId);
  return container && String(container.index);
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
