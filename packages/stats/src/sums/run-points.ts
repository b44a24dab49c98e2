import { sum } from "../basics/sum.ts";
import { moneyOf, taken } from "./cost-stats.ts";
import type { Prices, RunPoint } from "./run-stats.ts";
import { timeOf } from "./test-stats.ts";
import type { WholeRun } from "./whole-run.ts";

/** A run as one point among all. Pure. */
export function runPoint(run: WholeRun, prices?: Prices): RunPoint {
  const { records, verdicts, runId, outcome, from, to, stays, reason, isPartial } = run;
  const [{ purpose, by, suite, commit, branch }] = records;
  const services = records.flatMap((record) => Object.values(record.services));
  const of = (...names: Array<keyof typeof verdicts>) => sum(names.map((name) => verdicts[name] ?? 0));
  const took = taken(records);
  const money = prices && moneyOf(took, prices);
  return {
    runId,
    purpose,
    outcome,
    from,
    to,
    ...(isPartial ? { partial: true as const } : {}),
    containers: records.length,
    accounts: new Set(stays.map(({ account }) => account)).size,
    files: sum(Object.values(verdicts)),
    failed: of("failed", "crashed", "timed-out"),
    flaky: of("flaky"),
    deployed: sum(services.map(({ deployed }) => deployed)),
    skipped: sum(services.map(({ skipped }) => skipped)),
    time: timeOf(run),
    machineMs: took.machineMs,
    accountMs: took.accountMs,
    ...(money ? { money: money.total } : {}),
    reason,
    by,
    suite,
    ...(commit === undefined ? {} : { commit }),
    ...(branch === undefined ? {} : { branch }),
  };
}
