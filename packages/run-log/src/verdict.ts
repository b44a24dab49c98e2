import type { RunState } from "./run-state.ts";

export interface Verdict {
  exitCode: 0 | 1 | 2 | 3 | 130 | 143;
  /** One sentence for the reader. */
  reason: string;
}

/** The reason a file is never run because Jest was told to stop at a failure. */
export const bailReason = "bail";

/**
 * The verdict on a run whose Jest is gone. Never 0 unless every selected file has a final passing result and Jest
 * itself agreed.
 */
export function verdict(state: RunState): Verdict {
  if (state.interrupted) {
    return {
      exitCode: state.interrupted === "SIGINT" ? 130 : 143,
      reason: `interrupted by ${state.interrupted}`,
    };
  }
  if (!state.filesSelected) return withoutFiles(state);
  const counts = state.counts();
  const failed = counts.failed + counts.crashed + counts["timed-out"];
  const without = counts["cut-off"] + counts["never-run"];
  if (without > 0 && !(failed > 0 && bailed(state))) {
    return { exitCode: 3, reason: `${without} of ${state.files.size} files never got a result` };
  }
  if (failed > 0) return { exitCode: 1, reason: `${failed} of ${state.files.size} files failed` };
  const { code, signal } = state.jestExit ?? { code: null, signal: null };
  if (code !== 0) {
    return {
      exitCode: 1,
      reason: `every file passed, but Jest ended with ${signal ?? code}: see its own output`,
    };
  }
  return { exitCode: 0, reason: `all ${state.files.size} files passed` };
}

// Jest ended before it said which files there are: it found none, or refused its configuration.
function withoutFiles({ jestExit }: RunState): Verdict {
  if (jestExit?.code === 0) return { exitCode: 0, reason: "no test files, which the arguments allow" };
  if (jestExit?.signal || !jestExit)
    return { exitCode: 3, reason: "Jest was killed before it selected any files" };
  return { exitCode: 2, reason: "Jest selected no test files: see its own output" };
}

function bailed(state: RunState): boolean {
  return [...state.files.values()].every(
    ({ neverRun, attempts }) => attempts.length > 0 || neverRun === bailReason,
  );
}
