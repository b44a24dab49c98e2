import type { CleaningRecord } from "../record/cleaning-record.ts";
import type { RunRecord } from "../record/run-record.ts";

/** The reaper's words of a lease that nobody gave back. */
const RAN_OUT = /^the lease of run (\S+), held by .* ran out at /s;

/** The ids of runs that are known by nothing but a lease that ran out since `from`, as the cleaner found it. Pure. */
export function vanishedRuns(
  cleanings: readonly CleaningRecord[],
  records: readonly RunRecord[],
  from: number,
): string[] {
  const known = new Set(records.map(({ runId }) => runId));
  const found = cleanings.flatMap(({ accounts }) =>
    accounts.flatMap(({ dirty }) =>
      dirty && dirty.since >= from ? (RAN_OUT.exec(dirty.reason)?.[1] ?? []) : [],
    ),
  );
  return [...new Set(found)].filter((runId) => !known.has(runId));
}
