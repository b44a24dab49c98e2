import { RegattaError } from "@regatta/foundation";
import { type ContainerLog, isWithoutWork } from "./container-log.ts";

/**
 * Makes sure that logs are of containers of one run, as far as they tell.
 * @throws RegattaError LOGS_APART naming two that are not.
 */
export function ensureOneRun(logs: readonly ContainerLog[]): void {
  const working = logs.filter((log) => !isWithoutWork(log));
  for (const [i, one] of working.entries()) {
    const other = working.slice(i + 1).find((later) => !areOfOneRun(one, later));
    if (other) throw apart(one, other);
  }
}

/** Whether two logs are of containers of the same run, as far as they tell. Pure. */
export function areOfOneRun(a: ContainerLog, b: ContainerLog): boolean {
  if (a.index === undefined || b.index === undefined) return false;
  if (a.isApart !== b.isApart || a.of !== b.of) return false;
  // Fixed parts have nothing in common but how many there are: of each part there is one.
  return a.isApart ? a.index !== b.index : a.key === b.key;
}

function apart(a: ContainerLog, b: ContainerLog): RegattaError {
  return new RegattaError(`${a.runId} and ${b.runId} are not containers of one run.`, {
    code: "LOGS_APART",
    source: "user",
    nextStep: "Name the logs of the containers of one run, or one log alone.",
  });
}
