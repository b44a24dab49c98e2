import type { ProcessState } from "./process-watch.ts";

/** A run whose process is not seen is believed to be under way so long after its last word, ms. */
const FRESH = 60_000;
/** Process ids are used again: after so long nothing is believed of one, ms. */
const BELIEVED = 3_600_000;

/**
 * Whether a run without an end is still under way. Its process may be on another machine or in a container of its own, so that
 * it is not seen; and another one may have its number by now. Pure.
 * @param lastAt when it last wrote something, ms since the epoch.
 */
export function isUnderWay(run: { lastAt: number; process: ProcessState }, now: number): boolean {
  if (run.process === "gone") return false;
  return now - run.lastAt < (run.process === "there" ? BELIEVED : FRESH);
}
