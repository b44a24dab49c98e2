import type { Stretch } from "@regatta/foundation";
import { share } from "../basics/share.ts";
import { sum } from "../basics/sum.ts";
import { addStaySplits, lengthOf } from "./add-splits.ts";
import type { PoolSizes } from "./pool-sizes.ts";
import type { PoolUse } from "./run-stats.ts";
import type { WholeRun } from "./whole-run.ts";

const HOUR_MS = 3_600_000;

/** How much of the pool was used, and when. @param observed from when to when it was watched. Pure. */
export function poolUse(runs: readonly WholeRun[], sizes: PoolSizes, observed: Stretch): PoolUse {
  const held = heldStretches(runs);
  const time = addStaySplits(runs.flatMap(({ stays }) => stays.map((stay) => stay.time)));
  const testShare = share(time.test, lengthOf(time));
  const heldShare = share(heldMs(held, observed), sizes.capacityMs(observed));
  return {
    ...(testShare === undefined ? {} : { testShare }),
    ...(heldShare === undefined ? {} : { heldShare: Math.min(1, heldShare) }),
    mostHeld: mostAtOnce(held),
    ...(sizes.last === undefined ? {} : { accounts: sizes.last }),
    hours: hoursOf(runs, held),
  };
}

/** When runs held accounts: one stretch each time one was leased. Pure. */
export function heldStretches(runs: readonly WholeRun[]): Stretch[] {
  return runs.flatMap(({ stays }) => stays.map(({ from, time }) => ({ from, to: from + lengthOf(time) })));
}

/** How long accounts were held within a stretch of time, all accounts together, ms. Pure. */
export function heldMs(held: readonly Stretch[], { from, to }: Stretch): number {
  return sum(held.map((one) => Math.max(0, Math.min(one.to, to) - Math.max(one.from, from))));
}

function mostAtOnce(held: readonly Stretch[]): number {
  const changes = held.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ]);
  let now = 0;
  let most = 0;
  // What is handed back at a moment may be leased again at the same.
  for (const { by } of changes.sort((a, b) => a.at - b.at || a.by - b.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

function hoursOf(runs: readonly WholeRun[], held: readonly Stretch[]): PoolUse["hours"] {
  const hours = Array.from({ length: 24 }, () => ({ heldMs: 0, waitMs: 0, runs: 0 }));
  const hourOf = (at: number) => hours[Math.floor(at / HOUR_MS) % 24] ?? { heldMs: 0, waitMs: 0, runs: 0 };
  for (const { from, to } of held) {
    for (let at = from; at < to; ) {
      const next = Math.min(to, (Math.floor(at / HOUR_MS) + 1) * HOUR_MS);
      hourOf(at).heldMs += next - at;
      at = next;
    }
  }
  for (const { records, from } of runs) {
    const hour = hourOf(from);
    // Runs wait when they begin; when exactly is not kept.
    hour.waitMs += Math.max(...records.map(({ time }) => time.wait));
    if (records[0].purpose === "tests") hour.runs++;
  }
  return hours;
}
