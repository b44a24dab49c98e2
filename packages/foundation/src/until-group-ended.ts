import type { Clock } from "./clock.ts";
import { endWithProcess } from "./end-with-process.ts";
import { endGroup, killGroup } from "./process-group.ts";

export interface GroupToEnd {
  /** The id of the process that leads it; undefined for one that could not be started. */
  leader: number | undefined;
  /** Aborting it ends the group. */
  signal: AbortSignal;
  /** What it then has for ending by itself, ms. */
  graceMs: number;
  clock: Clock;
}

/**
 * Waits for the end of a process that leads a group of its own, and leaves nothing of the group behind: not when it
 * ends, not when it is cut off, not when this process ends first.
 * @param ended settles when the leader is over.
 * @returns what `ended` resolved with, also when cut off, once the group is gone. @throws what `ended` rejects with.
 */
export async function untilGroupEnded<T>(
  { leader, signal, graceMs, clock }: GroupToEnd,
  ended: Promise<T>,
): Promise<T> {
  const forget = endWithProcess(leader);
  let ending: Promise<void> | undefined;
  const end = () => {
    if (leader !== undefined) ending = endGroup(leader, graceMs, clock);
  };
  signal.addEventListener("abort", end, { once: true });
  try {
    const result = await ended;
    await ending;
    // What the leader left running would go on.
    if (leader !== undefined) killGroup(leader);
    return result;
  } finally {
    signal.removeEventListener("abort", end);
    forget();
  }
}
