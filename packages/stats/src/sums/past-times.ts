import type { PastResults } from "@regatta/run-log";
import type { RunRecord } from "../record/run-record.ts";

/** A pass, and when it was; ms. */
export interface PastTime {
  at: number;
  ms: number;
}

/** By suite, then by file. */
export type PastTimes = ReadonlyMap<string, ReadonlyMap<string, readonly PastTime[]>>;

interface PastOptions {
  history?: ReadonlyMap<string, PastResults>;
  from: number;
  to: number;
  only?: { suite?: string | undefined } | undefined;
}

/** What the history knows of passes in a time that no run's record tells of: runs were recorded there before. Pure. */
export function pastTimes(
  { history = new Map(), from, to, only }: PastOptions,
  records: readonly RunRecord[],
): PastTimes {
  const told = new Set(records.map(({ runId }) => runId));
  const isNew = (one: { at: number; runId: string }) =>
    one.at >= from && one.at <= to && !told.has(one.runId);
  const timesOf = (results: PastResults) => {
    const files = [...results].map(([file, list]) => {
      const passes = list.filter((one) => one.outcome === "passed" && isNew(one));
      return [file, passes.map(({ at, ms }) => ({ at, ms }))] as const;
    });
    return new Map(files.filter(([, times]) => times.length > 0));
  };
  const meant = [...history].filter(([suite]) => (only?.suite ?? suite) === suite);
  return new Map(meant.map(([suite, results]) => [suite, timesOf(results)]));
}
