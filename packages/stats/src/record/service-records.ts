import { firstLine, median } from "@regatta/foundation";
import type { DeployRecord } from "@regatta/run-log";
import { groupBy } from "../basics/group-by.ts";
import { sum } from "../basics/sum.ts";
import type { ServiceRecord } from "./run-record.ts";

const REASON_LENGTH = 200;

/** What became of each service in the accounts of a run, by name. Pure. */
export function serviceRecords(deploys: readonly DeployRecord[]): Record<string, ServiceRecord> {
  const byService = groupBy(deploys, ({ service }) => service);
  return Object.fromEntries([...byService].map(([service, records]) => [service, serviceRecord(records)]));
}

function serviceRecord(records: readonly DeployRecord[]): ServiceRecord {
  const count = (outcome: DeployRecord["outcome"]) => records.filter((one) => one.outcome === outcome).length;
  const times = records.flatMap(({ outcome, durationMs = 0 }) =>
    outcome === "deployed" ? [durationMs] : [],
  );
  const medianMs = median(times);
  const failure = records.find(({ outcome }) => outcome === "failed");
  return {
    skipped: count("skipped"),
    deployed: count("deployed"),
    unchanged: count("unchanged"),
    failed: count("failed"),
    blocked: count("blocked"),
    deployMs: sum(times),
    ...(medianMs === undefined ? {} : { medianMs }),
    ...(failure ? { failure: failureOf(failure) } : {}),
  };
}

function failureOf({ account, reason = "" }: DeployRecord): { account: string; reason: string } {
  return { account, reason: firstLine(reason).slice(0, REASON_LENGTH) };
}
