import type { RunSplit, StaySplit } from "../record/time-split.ts";

const RUN = ["start", "wait", "lease", "deploy", "test", "idle", "end"] as const;
const STAY = ["lease", "deploy", "test", "idle", "end"] as const;

/** Adds up where runs' time went. Pure. */
export function addRunSplits(splits: Iterable<RunSplit>): RunSplit {
  return added(RUN, splits);
}

/** Adds up where accounts' time went. Pure. */
export function addStaySplits(splits: Iterable<StaySplit>): StaySplit {
  return added(STAY, splits);
}

/** How long an account was held, or a run took. Pure. */
export function lengthOf(split: StaySplit | RunSplit): number {
  return Object.values(split).reduce((total: number, ms: number) => total + ms, 0);
}

function added<K extends string>(keys: readonly K[], splits: Iterable<Record<K, number>>): Record<K, number> {
  const total = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const split of splits) for (const key of keys) total[key] += split[key];
  return total;
}
