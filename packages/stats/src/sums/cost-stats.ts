import { sum } from "../basics/sum.ts";
import type { RunRecord } from "../record/run-record.ts";
import { lengthOf } from "./add-splits.ts";
import type { CostStats, Money, Prices } from "./run-stats.ts";
import type { WholeRun } from "./whole-run.ts";

const HOUR_MS = 3_600_000;

type Taken = Pick<CostStats, "machineMs" | "accountMs" | "deploys" | "deployMs">;

/**
 * What runs took, and what that costs by these prices.
 * @param records of all runs. @param measured the runs of tests that one of them is told by. Pure.
 */
export function costStats(
  records: readonly RunRecord[],
  measured: readonly WholeRun[],
  prices?: Prices,
): CostStats {
  const all = taken(records);
  const tests = taken(measured.flatMap((run) => run.records));
  const testRuns = measured.length;
  const money = prices && moneyOf(all, prices);
  if (testRuns === 0) return { ...all, ...(money ? { money } : {}) };
  const aRun = {
    machineMs: tests.machineMs / testRuns,
    accountMs: tests.accountMs / testRuns,
    deploys: tests.deploys / testRuns,
  };
  const moneyOfTests = prices && moneyOf(tests, prices);
  return {
    ...all,
    aRun,
    ...(money ? { money: { ...money, aRun: (moneyOfTests?.total ?? 0) / testRuns } } : {}),
  };
}

/** What runs took. */
export function taken(records: readonly RunRecord[]): Taken {
  const services = records.flatMap((record) => Object.values(record.services));
  return {
    machineMs: sum(records.map(machineMs)),
    accountMs: sum(records.flatMap(({ stays }) => stays.map(({ time }) => lengthOf(time)))),
    deploys: sum(services.map(({ deployed }) => deployed)),
    deployMs: sum(services.map(({ deployMs }) => deployMs)),
  };
}

/** How long its machine was busy with a run. */
export function machineMs({ startedAt, endedAt }: RunRecord): number {
  return endedAt - startedAt;
}

/** What that costs. @returns undefined where nothing has a price. */
export function moneyOf(
  { machineMs: machines, accountMs, deploys }: Taken,
  prices: Prices,
): Money | undefined {
  const { currency, machineHour, accountHour, deploy } = prices;
  const parts = {
    ...(machineHour === undefined ? {} : { machines: (machines / HOUR_MS) * machineHour }),
    ...(accountHour === undefined ? {} : { accounts: (accountMs / HOUR_MS) * accountHour }),
    ...(deploy === undefined ? {} : { deploys: deploys * deploy }),
  };
  const amounts = Object.values(parts);
  return amounts.length === 0 ? undefined : { currency, ...parts, total: sum(amounts) };
}
