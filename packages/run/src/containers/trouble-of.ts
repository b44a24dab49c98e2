import type { ContainerTrouble } from "@regatta/queue";
import { bailReason, type FileState, isGreen, type RunState } from "@regatta/run-log";

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
  // What failed here, or was given up here, is why Jest says no; the results tell that.
  const isExplained = files.some((file) => file.neverRun !== undefined || isRedHere(file, state));
  if (jestExit.code !== 0 && !isExplained) {
    return troubled(1, `every file passed, but Jest ended with ${jestExit.code}: see its own output`);
  }
  return { isEarly };
}

function troubled(exitCode: number, reason: string): OwnEnd {
  return { isEarly: false, trouble: { exitCode, reason } };
}

// Whatever another container made of it since.
function isRedHere({ elsewhere: _, ...file }: FileState, state: RunState): boolean {
  return file.attempts.length > 0 && !isGreen(state.verdictOf(file));
}
