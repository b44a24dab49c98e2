import { distribution } from "../basics/distribution.ts";
import { groupBy } from "../basics/group-by.ts";
import { share } from "../basics/share.ts";
import { sum } from "../basics/sum.ts";
import type { RunRecord, ServiceRecord } from "../record/run-record.ts";
import type { ServiceStats } from "./run-stats.ts";

interface Told extends ServiceRecord {
  service: string;
  record: RunRecord;
}

/** Every service there was, the one whose deploys took the most time first. @param records the first to end first. Pure. */
export function serviceStats(records: readonly RunRecord[]): ServiceStats[] {
  const told = records.flatMap((record) =>
    Object.entries(record.services).map(([service, one]): Told => ({ ...one, service, record })),
  );
  return [...groupBy(told, ({ service }) => service)]
    .map(([service, results]) => statsOfService(service, results))
    .sort((a, b) => b.totalMs - a.totalMs || (a.service < b.service ? -1 : 1));
}

function statsOfService(service: string, told: readonly Told[]): ServiceStats {
  const total = (of: "skipped" | "deployed" | "unchanged" | "failed" | "blocked" | "deployMs") =>
    sum(told.map((one) => one[of]));
  const skipped = total("skipped");
  const skipShare = share(skipped, skipped + total("deployed") + total("unchanged") + total("failed"));
  const deployMs = distribution(told.flatMap(({ medianMs }) => medianMs ?? []));
  const lastFailure = lastFailureOf(told);
  return {
    service,
    skipped,
    deployed: total("deployed"),
    unchanged: total("unchanged"),
    failed: total("failed"),
    blocked: total("blocked"),
    ...(skipShare === undefined ? {} : { skipShare }),
    ...(deployMs ? { deployMs } : {}),
    totalMs: total("deployMs"),
    ...(lastFailure ? { lastFailure } : {}),
  };
}

function lastFailureOf(told: readonly Told[]): ServiceStats["lastFailure"] {
  const last = told.findLast(({ failure }) => failure !== undefined);
  return last?.failure && { at: last.record.endedAt, runId: last.record.runId, ...last.failure };
}
