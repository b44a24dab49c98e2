import { groupBy } from "../basics/group-by.ts";
import type { CleaningRecord } from "../record/cleaning-record.ts";
import type { RunRecord } from "../record/run-record.ts";
import { lengthOf } from "./add-splits.ts";
import { causes, type Incident } from "./causes.ts";
import type { Cause } from "./run-stats.ts";

/** What a run and a cleaner tell of the same moment is no further apart, ms: clocks differ, and writes are tried again. */
const SAME_MS = 120_000;

/**
 * Why accounts became dirty since `from`: what runs say of those they handed back so, and of what no run says (its holder vanished, or
 * it was by hand), what the cleaner found. Pure.
 */
export function dirtyCauses(
  records: readonly RunRecord[],
  cleanings: readonly CleaningRecord[],
  from: number,
): Cause[] {
  const byRuns = records.flatMap(({ stays, runId }) =>
    stays.flatMap(({ end, account, reason = "", from, time }): Incident[] =>
      end === "dirty" ? [{ at: from + lengthOf(time), account, runId, reason }] : [],
    ),
  );
  const told = groupBy(byRuns, ({ account }) => account);
  const isTold = ({ account, at }: Incident) =>
    (told.get(account) ?? []).some((one) => Math.abs(one.at - at) <= SAME_MS);
  return causes([...byRuns, ...foundDirty(cleanings).filter((one) => one.at >= from && !isTold(one))]);
}

// One that is cleaned again and again became dirty once.
function foundDirty(cleanings: readonly CleaningRecord[]): Incident[] {
  const found = cleanings.flatMap(({ accounts, runId }) =>
    accounts.flatMap(({ account, dirty }): Incident[] =>
      dirty ? [{ at: dirty.since, account, runId, reason: dirty.reason }] : [],
    ),
  );
  return [...groupBy(found, ({ account, reason }) => `${account}\n${reason}`).values()].flatMap(
    ([first]) => first ?? [],
  );
}
