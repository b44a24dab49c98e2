import type { CleaningRecord } from "../record/cleaning-record.ts";
import { type FileRecord, type RunRecord, recordVersion, type StayRecord } from "../record/run-record.ts";

/** Monday, 5 January 2026, 10:00 UTC. */
export const start = Date.UTC(2026, 0, 5, 10);
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const verdicts = (files: readonly FileRecord[]): RunRecord["verdicts"] => {
  const counts: RunRecord["verdicts"] = {};
  for (const { verdict } of files) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
};

/** A green run of tests that took four minutes in one account, with what is said otherwise. */
export function runRecord(more: Partial<RunRecord> & { at?: number } = {}): RunRecord {
  const { at = start, ...other } = more;
  const files = other.files ?? [];
  return {
    kind: "run",
    version: recordVersion,
    runId: `r-${at}`,
    purpose: "tests",
    pool: "default",
    suite: "shop",
    by: "anna@laptop",
    startedAt: at,
    endedAt: at + 4 * minute,
    exitCode: 0,
    reason: "so it was",
    time: { start: minute, wait: 0, lease: 0, deploy: minute, test: minute, idle: 0, end: minute },
    stays: [],
    services: {},
    files,
    verdicts: verdicts(files),
    problems: {},
    ...other,
  };
}

/** A file that passed at once. */
export function passedFile(file: string, ms = 1_000): FileRecord {
  return { file, verdict: "passed", ms, attempts: 1 };
}

/** A file that did not: flaky ones with an attempt before that failed and took half as long. */
export function badFile(
  file: string,
  verdict: "failed" | "crashed" | "timed-out" | "flaky",
  ms = 1_000,
): FileRecord {
  const failure = { account: "1/x", class: verdict, test: "orders › pays", message: "expected 1 to be 2" };
  const isFlaky = verdict === "flaky";
  return {
    file,
    verdict,
    ms,
    attempts: isFlaky ? 2 : 1,
    ...(isFlaky ? { repeatedMs: ms / 2 } : {}),
    failures: [failure],
  };
}

/** An account that was held for five minutes, three of them in tests. */
export function stayRecord(account: string, from: number, more: Partial<StayRecord> = {}): StayRecord {
  return {
    account,
    from,
    time: { lease: minute, deploy: 0, test: 3 * minute, idle: 0, end: minute },
    end: "released",
    attempts: 3,
    failed: 0,
    deployed: 0,
    ...more,
  };
}

/** A cleaning of one account that took two minutes. */
export function cleaningRecord(
  at: number,
  account: string,
  more: Partial<CleaningRecord["accounts"][number]> = {},
): CleaningRecord {
  return {
    kind: "cleaning",
    version: recordVersion,
    runId: `clean-${at}`,
    pool: "default",
    by: "ci",
    startedAt: at,
    endedAt: at + 2 * minute,
    accounts: [{ account, outcome: "cleaned", ms: 2 * minute, ...more }],
  };
}
