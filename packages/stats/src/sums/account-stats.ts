import { groupBy } from "../basics/group-by.ts";
import { share } from "../basics/share.ts";
import { sum } from "../basics/sum.ts";
import type { StayRecord } from "../record/run-record.ts";
import { addStaySplits, lengthOf } from "./add-splits.ts";
import type { AccountStats } from "./run-stats.ts";

/**
 * Every account that a run held, or that the pool has now, in the order of their names. Pure.
 * @param observedMs how long the pool was watched.
 */
export function accountStats(
  stays: readonly StayRecord[],
  observedMs: number,
  now: readonly string[],
): AccountStats[] {
  const byAccount = groupBy(stays, ({ account }) => account);
  for (const account of now) if (!byAccount.has(account)) byAccount.set(account, []);
  return [...byAccount]
    .map(([account, those]) => statsOfAccount(account, those, observedMs))
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}

function statsOfAccount(account: string, stays: readonly StayRecord[], observedMs: number): AccountStats {
  const time = addStaySplits(stays.map((stay) => stay.time));
  const heldMs = lengthOf(time);
  const heldShare = share(heldMs, observedMs);
  const ended = (end: StayRecord["end"]) => stays.filter((stay) => stay.end === end).length;
  return {
    account,
    stays: stays.length,
    time,
    heldMs,
    ...(heldShare === undefined ? {} : { heldShare: Math.min(1, heldShare) }),
    attempts: sum(stays.map(({ attempts }) => attempts)),
    failed: sum(stays.map(({ failed }) => failed)),
    dirty: ended("dirty"),
    suspect: stays.filter(({ suspect }) => suspect).length,
    lost: ended("lost"),
    rejected: ended("rejected"),
    ...(stays.length === 0
      ? {}
      : { lastAt: Math.max(...stays.map((stay) => stay.from + lengthOf(stay.time))) }),
  };
}
