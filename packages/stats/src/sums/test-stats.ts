import { distribution } from "../basics/distribution.ts";
import { share } from "../basics/share.ts";
import { sum } from "../basics/sum.ts";
import type { RunSplit } from "../record/time-split.ts";
import { addRunSplits, lengthOf } from "./add-splits.ts";
import { countOutcomes, isWhole, purposeStats } from "./purpose-stats.ts";
import type { TestStats } from "./run-stats.ts";
import type { WholeRun } from "./whole-run.ts";

/** The runs that a suite is measured by: those of all of it; where there is none, all. Pure. */
export function measuredRuns(runs: readonly WholeRun[]): readonly WholeRun[] {
  const ofSuite = runs.filter(({ isPartial }) => !isPartial);
  return ofSuite.length > 0 ? ofSuite : runs;
}

/** What runs of tests add up to. @param measured as `measuredRuns` has them. Pure. */
export function testStats(all: readonly WholeRun[], runs: readonly WholeRun[]): TestStats {
  const whole = runs.filter(isWhole);
  const green = runs.filter(({ outcome }) => outcome === "green");
  const greenShare = share(green.length, whole.length);
  const waits = whole.map(({ records }) => Math.max(...records.map(({ time }) => time.wait)));
  const waitMs = distribution(waits.filter((ms) => ms > 0));
  const efficiency = distribution(whole.flatMap(efficiencyOf));
  const files = runs.flatMap((run) => run.files);
  const repeatedMs = sum(files.map((file) => file.repeatedMs ?? 0));
  const repeatedShare = share(repeatedMs, repeatedMs + sum(files.map(({ ms = 0 }) => ms)));
  const { durationMs } = purposeStats(runs);
  return {
    runs: all.length,
    outcomes: countOutcomes(all),
    ...(durationMs ? { durationMs } : {}),
    partial: purposeStats(all.filter(({ isPartial }) => isPartial)),
    measured: { runs: runs.length, ended: whole.length },
    ...(greenShare === undefined ? {} : { greenShare }),
    greenByRetry: green.filter(({ verdicts }) => verdicts.flaky).length,
    time: addRunSplits(whole.map(timeOf)),
    ...(waitMs ? { waitMs } : {}),
    verdicts: addVerdicts(all),
    ...(efficiency ? { efficiency } : {}),
    repeatedMs,
    ...(repeatedShare === undefined ? {} : { repeatedShare }),
  };
}

/** Where a run's time went: of several containers, that of the one that took longest. Pure. */
export function timeOf({ records }: WholeRun): RunSplit {
  return records.toSorted((a, b) => lengthOf(b.time) - lengthOf(a.time))[0]?.time ?? records[0].time;
}

// Containers have accounts of their own each, but not the files: only a run in one has a least possible.
function efficiencyOf({ records }: WholeRun): number[] {
  const [{ efficiency }, ...others] = records;
  return efficiency && others.length === 0 && efficiency.leastMs > 0
    ? [efficiency.makespanMs / efficiency.leastMs]
    : [];
}

function addVerdicts(runs: readonly WholeRun[]): TestStats["verdicts"] {
  const total: TestStats["verdicts"] = {};
  for (const { verdicts } of runs) {
    for (const [verdict, count] of Object.entries(verdicts) as Array<[keyof typeof verdicts, number]>) {
      total[verdict] = (total[verdict] ?? 0) + count;
    }
  }
  return total;
}
