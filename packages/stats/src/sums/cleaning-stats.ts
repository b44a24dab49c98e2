import { distribution } from "../basics/distribution.ts";
import type { CleaningRecord } from "../record/cleaning-record.ts";
import { causes, type Incident } from "./causes.ts";
import type { CleaningStats } from "./run-stats.ts";

/** What cleanings add up to. Pure. */
export function cleaningStats(cleanings: readonly CleaningRecord[]): CleaningStats {
  const all = cleanings.flatMap(({ accounts, endedAt, runId }) =>
    accounts.map((one) => ({ ...one, endedAt, runId })),
  );
  const cleaned = all.filter(({ outcome }) => outcome === "cleaned");
  const outcomes: Record<string, number> = {};
  for (const { outcome } of all) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const durationMs = distribution(cleaned.map(({ ms }) => ms));
  const dirtyMs = distribution(
    cleaned.flatMap(({ dirty, endedAt }) => (dirty ? [Math.max(0, endedAt - dirty.since)] : [])),
  );
  const failures = all
    .filter(({ outcome }) => outcome === "failed" || outcome === "quarantined" || outcome === "given-back")
    .map(({ account, reason = "", endedAt, runId }): Incident => ({ at: endedAt, account, reason, runId }));
  return {
    cleanings: cleanings.length,
    outcomes,
    ...(durationMs ? { durationMs } : {}),
    ...(dirtyMs ? { dirtyMs } : {}),
    failures: causes(failures),
  };
}
