import type { FileOutcome, FileResult } from "./run-event.ts";

/** One time a file was given to an account. */
export interface Attempt {
  account: string;
  startedAt: number;
  end?: FinishedAttempt | { kind: "cut-off"; reason: string };
}

export interface FinishedAttempt {
  kind: "finished";
  outcome: FileOutcome;
  durationMs: number;
  result: FileResult;
}

export interface FileState {
  file: string;
  expectedMs?: number;
  attempts: Attempt[];
  /** Why nobody will run it any more. */
  neverRun?: string;
}

/** The final word on a file: that of its last attempt that came to an end. */
export type FileVerdict = FileOutcome | "cut-off" | "never-run";

/** The attempt whose result counts: the last that has one. */
export function finalAttempt(file: FileState): (Attempt & { end: FinishedAttempt }) | undefined {
  return file.attempts.findLast(
    (attempt): attempt is Attempt & { end: FinishedAttempt } => attempt.end?.kind === "finished",
  );
}

/** The final word on a file; one under way or waiting gets what it would be if the run ended now. */
export function verdictOf(file: FileState): FileVerdict {
  const final = finalAttempt(file);
  if (final) return final.end.outcome;
  return file.attempts.length > 0 ? "cut-off" : "never-run";
}

/** Whether a file ended without anyone having seen it pass or fail. */
export function isWithoutResult(file: FileState): boolean {
  return finalAttempt(file) === undefined;
}
