import { distribution } from "../basics/distribution.ts";
import type { PurposeStats, RunOutcome } from "./run-stats.ts";
import type { WholeRun } from "./whole-run.ts";

/** How often runs ended in each way. Pure. */
export function countOutcomes(runs: Iterable<Pick<WholeRun, "outcome">>): Record<RunOutcome, number> {
  const counts = { green: 0, red: 0, infrastructure: 0, refused: 0, interrupted: 0, killed: 0 };
  for (const { outcome } of runs) counts[outcome]++;
  return counts;
}

/** Whether a run came to an end of its own: how long others took says nothing. */
export function isWhole({ outcome }: Pick<WholeRun, "outcome">): boolean {
  return outcome === "green" || outcome === "red" || outcome === "infrastructure";
}

/** What all runs of one purpose have. Pure. */
export function purposeStats(runs: readonly WholeRun[]): PurposeStats {
  const durationMs = distribution(runs.filter(isWhole).map(({ from, to }) => to - from));
  return { runs: runs.length, outcomes: countOutcomes(runs), ...(durationMs ? { durationMs } : {}) };
}
