import type { FileVerdict } from "@regatta/run-log";
import { groupBy } from "../basics/group-by.ts";
import type { FileRecord, RunRecord, StayRecord } from "../record/run-record.ts";
import type { RunOutcome } from "./run-stats.ts";

/** A run as all of its containers tell of it. */
export interface WholeRun {
  /** Of its containers, the first to end first; at least one. */
  records: readonly [RunRecord, ...RunRecord[]];
  /** That of the container that began first. */
  runId: string;
  from: number;
  to: number;
  outcome: RunOutcome;
  /** Files or tests were chosen on its command line. */
  isPartial: boolean;
  reason: string;
  verdicts: Partial<Record<FileVerdict, number>>;
  /** Each file once. */
  files: FileRecord[];
  stays: StayRecord[];
}

/** Puts the containers of each run together. @returns runs, the first to end first. Pure. */
export function wholeRuns(records: readonly RunRecord[]): WholeRun[] {
  const byRun = groupBy(
    records.toSorted((a, b) => a.endedAt - b.endedAt),
    ({ container, runId }) => (container ? `key ${container.key}` : `id ${runId}`),
  );
  const runs = [...byRun.values()].flatMap(([first, ...more]) => (first ? [wholeRun([first, ...more])] : []));
  return runs.sort((a, b) => a.to - b.to);
}

function wholeRun(records: WholeRun["records"]): WholeRun {
  const ran = records.filter(({ files }) => files.some(({ attempts }) => attempts > 0));
  // One that came when all was done only looked on.
  const counted = ran.length > 0 ? ran : records;
  const from = Math.min(...counted.map(({ startedAt }) => startedAt));
  const begun = counted.find(({ startedAt }) => startedAt === from) ?? records[0];
  const worst = records.toSorted((a, b) => badness(outcomeOf(b)) - badness(outcomeOf(a)))[0] ?? begun;
  return {
    records,
    runId: begun.runId,
    from,
    to: Math.max(...counted.map(({ endedAt }) => endedAt)),
    outcome: outcomeOf(worst),
    isPartial: records.some(({ partial }) => partial),
    reason: worst.reason,
    verdicts: verdictsOf(records),
    files: filesOf(records),
    stays: records.flatMap(({ stays }) => stays),
  };
}

/** How a run ended, by its exit code. */
export function outcomeOf({ exitCode }: Pick<RunRecord, "exitCode">): RunOutcome {
  switch (exitCode) {
    case undefined:
      return "killed";
    case 0:
      return "green";
    case 1:
      return "red";
    case 2:
      return "refused";
    case 130:
    case 143:
      return "interrupted";
    default:
      return "infrastructure";
  }
}

// Of containers that ended differently the run ended as the worst of them.
const FROM_BEST: readonly RunOutcome[] = [
  "green",
  "killed",
  "refused",
  "red",
  "interrupted",
  "infrastructure",
];

function badness(outcome: RunOutcome): number {
  return FROM_BEST.indexOf(outcome);
}

// Of containers that share their files the last to end knows all; with fixed parts each knows its own.
function verdictsOf(records: WholeRun["records"]): WholeRun["verdicts"] {
  const last = records.at(-1) ?? records[0];
  if (last.container?.shared !== false) return last.verdicts;
  const verdicts: WholeRun["verdicts"] = {};
  for (const record of records) {
    for (const [verdict, count] of Object.entries(record.verdicts) as Array<[FileVerdict, number]>) {
      verdicts[verdict] = (verdicts[verdict] ?? 0) + count;
    }
  }
  return verdicts;
}

// A file that waited or was cut off in one container may have its result from another.
function filesOf(records: WholeRun["records"]): FileRecord[] {
  const [only, ...others] = records;
  if (others.length === 0) return only.files;
  const byFile = groupBy(
    records.flatMap(({ files }) => files),
    ({ file }) => file,
  );
  return [...byFile.values()].flatMap((told) => {
    const best = told.findLast(({ ms }) => ms !== undefined) ?? told.at(-1);
    if (!best || told.length === 1) return best ? [best] : [];
    const failures = told.flatMap((one) => one.failures ?? []);
    const repeatedMs = told.reduce((total, one) => total + (one.repeatedMs ?? 0), 0);
    return [
      {
        ...best,
        attempts: told.reduce((total, { attempts }) => total + attempts, 0),
        ...(repeatedMs > 0 ? { repeatedMs } : {}),
        ...(failures.length > 0 ? { failures } : {}),
      },
    ];
  });
}
