import type { ContainerTrouble } from "@regatta/queue";
import { bailReason, type FileState, type RunState } from "@regatta/run-log";

export interface OwnEnd {
  /** It waits for nobody: it was interrupted, or gave way to a failure. */
  isEarly: boolean;
  /** What makes the whole run red beside the results of files. */
  trouble?: ContainerTrouble;
}

/** How this container's part ended, beside the results of its files. Pure. */
export function troubleOf(state: RunState): OwnEnd {
  const { interrupted, jestExit, leaks } = state;
  const files = [...state.files.values()];
  const isEarly = interrupted !== undefined || files.some(({ neverRun }) => neverRun === bailReason);
  if (isEarly) return { isEarly };
  if (!jestExit || jestExit.code === null) {
    return troubled(3, `Jest ${jestExit?.signal ? `was killed by ${jestExit.signal}` : "vanished"}`);
  }
  const left = new Set(leaks.filter(({ fails }) => fails).flatMap((leak) => leak.files));
  if (left.size > 0) return troubled(1, `${[...left].join(", ")} left something behind`);
  // What failed here is in the queue, and makes the run red by itself. Anything else that Jest says no for (coverage,
  // teardown, reporters, a file given up here) nobody would hear of.
  const isExplained = files.some((file) => hasFailedHere(file, state));
  if (jestExit.code !== 0 && !isExplained) {
    return troubled(1, `none of its files failed, but Jest ended with ${jestExit.code}: see its own output`);
  }
  return { isEarly };
}

function troubled(exitCode: number, reason: string): OwnEnd {
  return { isEarly: false, trouble: { exitCode, reason } };
}

// A failure that does not count any more is another container's to judge.
function hasFailedHere(file: FileState, state: RunState): boolean {
  return file.elsewhere === undefined && ["failed", "crashed", "timed-out"].includes(state.verdictOf(file));
}
