import type { PastResults } from "@regatta/run-log";
import { groupBy } from "../basics/group-by.ts";
import { sum } from "../basics/sum.ts";
import type { CleaningRecord } from "../record/cleaning-record.ts";
import type { RunRecord } from "../record/run-record.ts";
import { accountStats } from "./account-stats.ts";
import { addStaySplits } from "./add-splits.ts";
import { cleaningStats } from "./cleaning-stats.ts";
import { costStats } from "./cost-stats.ts";
import { dirtyCauses } from "./dirty-stats.ts";
import { fileStats } from "./file-stats.ts";
import { groupStats } from "./group-stats.ts";
import { heldUp } from "./held-up.ts";
import { pastTimes } from "./past-times.ts";
import { periodLengthOf, periodsOf } from "./periods.ts";
import { PoolSizes } from "./pool-sizes.ts";
import { poolUse } from "./pool-use.ts";
import { purposeStats } from "./purpose-stats.ts";
import { runPoint } from "./run-points.ts";
import type { Prices, RunStats } from "./run-stats.ts";
import { serviceStats } from "./service-stats.ts";
import { measuredRuns, testStats } from "./test-stats.ts";
import { vanishedRuns } from "./vanished-runs.ts";
import { wholeRuns } from "./whole-run.ts";

export interface StatsOptions {
  pool: string;
  /** In any order. */
  records: ReadonlyArray<RunRecord | CleaningRecord>;
  /** Of which time the records are, ms since the epoch. */
  from: number;
  to: number;
  /** How many records could not be read. */
  unreadable?: number;
  prices?: Prices | undefined;
  /** The accounts the pool has now, as `<id>/<region>`: those no run held are told of too. */
  accounts?: readonly string[];
  /** By suite, what is known of files beside the records: durations of runs that left none. */
  history?: ReadonlyMap<string, PastResults>;
  /** Only runs of this suite, or on this branch; what the cleaner found belongs to no run of theirs, and is left out. */
  only?: { suite?: string | undefined; branch?: string | undefined } | undefined;
  /** What `periods` are; by the length of the whole when left out. */
  periodLength?: RunStats["periodLength"];
}

/** What runs add up to: docs/stats.md says how every figure is reckoned. Pure. */
export function statsOf(options: StatsOptions): RunStats {
  const { pool, records: all, from, to, unreadable = 0, prices, accounts = [] } = options;
  const only = whatIsMeant(options);
  const isNarrowed = Object.keys(only).length > 0;
  const told = all.filter((one) => one.kind === "run").sort((a, b) => a.endedAt - b.endedAt);
  const records = told.filter((one) => isMeant(one, only));
  const cleanings = all.filter((one) => one.kind === "cleaning").sort((a, b) => a.endedAt - b.endedAt);
  const runs = wholeRuns(records);
  const of = groupBy(runs, (run) => run.records[0].purpose);
  const tests = of.get("tests") ?? [];
  const measured = measuredRuns(tests);
  const stays = runs.flatMap((run) => run.stays);
  const sizes = new PoolSizes(told);
  const ends = all.map(({ endedAt }) => endedAt).sort((a, b) => a - b);
  const [firstAt] = ends;
  const observed = { from: Math.min(to, ...all.map(({ startedAt }) => Math.max(from, startedAt))), to };
  const periodLength = options.periodLength ?? periodLengthOf({ from, to });
  return {
    pool,
    ...(isNarrowed ? { only } : {}),
    from,
    to,
    ...(firstAt === undefined ? {} : { firstAt, lastAt: ends.at(-1) ?? firstAt }),
    unreadable,
    filesLeftOut: sum(records.map((record) => record.filesLeftOut ?? 0)),
    vanishedRuns: isNarrowed ? [] : vanishedRuns(cleanings, told, from),
    tests: testStats(tests, measured),
    suites: groupStats(tests, (run) => run.records[0].suite),
    branches: groupStats(tests, (run) => run.records[0].branch),
    deploys: purposeStats(of.get("deploy") ?? []),
    warms: purposeStats(of.get("warm") ?? []),
    accountTime: addStaySplits(stays.map(({ time }) => time)),
    use: poolUse(runs, sizes, observed),
    cost: costStats(records, measured, prices),
    heldUp: heldUp(records),
    files: fileStats(tests, only.branch === undefined ? pastTimes(options, told) : new Map()),
    services: serviceStats(records),
    accounts: accountStats(stays, observed.to - observed.from, accounts),
    dirty: dirtyCauses(records, isNarrowed ? [] : cleanings, from),
    cleaning: cleaningStats(cleanings),
    problems: problemsOf(records),
    periods: periodsOf(runs, sizes, observed, periodLength, new Set(measured)),
    periodLength,
    runs: runs.map((run) => runPoint(run, prices)),
  };
}

function whatIsMeant({ only: { suite, branch } = {} }: StatsOptions): NonNullable<RunStats["only"]> {
  return { ...(suite === undefined ? {} : { suite }), ...(branch === undefined ? {} : { branch }) };
}

function isMeant({ suite, branch }: RunRecord, only: NonNullable<RunStats["only"]>): boolean {
  return (only.suite ?? suite) === suite && (only.branch ?? branch) === branch;
}

function problemsOf(records: readonly RunRecord[]): RunStats["problems"] {
  const told = records.flatMap(({ problems }) => Object.entries(problems));
  return [...groupBy(told, ([code]) => code)]
    .map(([code, those]) => ({
      code,
      runs: those.length,
      times: those.reduce((total, [, times]) => total + times, 0),
    }))
    .sort((a, b) => b.runs - a.runs || b.times - a.times);
}
