import type { Stretch } from "@regatta/foundation";
import { distribution } from "../basics/distribution.ts";
import { groupBy } from "../basics/group-by.ts";
import { share } from "../basics/share.ts";
import { sum } from "../basics/sum.ts";
import { addRunSplits, addStaySplits } from "./add-splits.ts";
import { machineMs } from "./cost-stats.ts";
import type { PoolSizes } from "./pool-sizes.ts";
import { heldMs, heldStretches } from "./pool-use.ts";
import { countOutcomes, isWhole } from "./purpose-stats.ts";
import type { Period, RunStats } from "./run-stats.ts";
import { timeOf } from "./test-stats.ts";
import type { WholeRun } from "./whole-run.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LENGTHS = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS } as const;
/** Weeks begin on Monday; the epoch began on a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** In what periods a stretch of time is best told: some dozens. Pure. */
export function periodLengthOf({ from, to }: Stretch): RunStats["periodLength"] {
  if (to - from <= 2 * DAY_MS) return "hour";
  return to - from <= 45 * DAY_MS ? "day" : "week";
}

/** What happened period by period, each run in that of its end. @param observed from when to when there is anything. Pure. */
export function periodsOf(
  runs: readonly WholeRun[],
  sizes: PoolSizes,
  observed: Stretch,
  length: RunStats["periodLength"],
  measured: ReadonlySet<WholeRun>,
): Period[] {
  const ms = LENGTHS[length];
  const startOf = (at: number) => {
    const first = length === "week" ? FIRST_MONDAY_MS : 0;
    return Math.floor((at - first) / ms) * ms + first;
  };
  const byPeriod = groupBy(runs, ({ to }) => startOf(to));
  const held = heldStretches(runs);
  const periods: Period[] = [];
  if (observed.from >= observed.to) return periods;
  for (let from = startOf(observed.from); from < observed.to; from += ms) {
    const stretch = { from, to: from + ms };
    const known = { from: Math.max(from, observed.from), to: Math.min(stretch.to, observed.to) };
    periods.push({
      ...stretch,
      ...periodOf(byPeriod.get(from) ?? [], measured),
      ...useOf(held, sizes, known),
    });
  }
  return periods;
}

function periodOf(
  runs: readonly WholeRun[],
  measured: ReadonlySet<WholeRun>,
): Omit<Period, "from" | "to" | "heldMs" | "heldShare"> {
  const tests = runs.filter(({ records }) => records[0].purpose === "tests");
  const records = runs.flatMap((run) => run.records);
  const services = records.flatMap((record) => Object.values(record.services));
  const skipped = sum(services.map((one) => one.skipped));
  const decided = sum(services.map((one) => one.skipped + one.deployed + one.unchanged + one.failed));
  const whole = tests.filter((run) => measured.has(run) && isWhole(run));
  const durationMs = distribution(whole.map(({ from, to }) => to - from));
  const skipShare = share(skipped, decided);
  const files = tests.flatMap((run) => run.files);
  const stays = runs.flatMap((run) => run.stays);
  return {
    outcomes: countOutcomes(tests),
    ...(durationMs ? { durationMs } : {}),
    time: addRunSplits(whole.map(timeOf)),
    accountTime: addStaySplits(stays.map(({ time }) => time)),
    ...(skipShare === undefined ? {} : { skipShare }),
    deployed: sum(services.map((one) => one.deployed)),
    files: files.filter(({ verdict }) => verdict !== "never-run" && verdict !== "cut-off").length,
    flaky: files.filter(({ verdict }) => verdict === "flaky").length,
    dirty: stays.filter(({ end }) => end === "dirty").length,
    machineMs: sum(records.map(machineMs)),
    repeatedMs: sum(files.map((file) => file.repeatedMs ?? 0)),
  };
}

function useOf(
  held: readonly Stretch[],
  sizes: PoolSizes,
  known: Stretch,
): Pick<Period, "heldMs" | "heldShare"> {
  const ms = heldMs(held, known);
  const heldShare = share(ms, sizes.capacityMs(known));
  return { heldMs: ms, ...(heldShare === undefined ? {} : { heldShare: Math.min(1, heldShare) }) };
}
