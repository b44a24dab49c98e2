import type { FileVerdict } from "@regatta/run-log";
import { distribution } from "../basics/distribution.ts";
import { groupBy } from "../basics/group-by.ts";
import { sum } from "../basics/sum.ts";
import type { FileRecord } from "../record/run-record.ts";
import { growthOf } from "./growth.ts";
import type { PastTime, PastTimes } from "./past-times.ts";
import type { FileFailure, FileStats } from "./run-stats.ts";
import type { WholeRun } from "./whole-run.ts";

/** How many of a file's last results, and of its last failures, are told. */
const RECENT = 12;
const FAILURES = 3;

/** A file in one run. */
interface Told {
  file: FileRecord;
  run: WholeRun;
}

/**
 * Every test file there was, the one that took the most time first. Pure.
 * @param past by suite and file, passes that no run's record tells of.
 */
export function fileStats(runs: readonly WholeRun[], past: PastTimes = new Map()): FileStats[] {
  const stats: FileStats[] = [];
  const bySuite = groupBy(runs, ({ records }) => records[0].suite);
  for (const suite of new Set([...bySuite.keys(), ...past.keys()])) {
    const told = byFile(bySuite.get(suite) ?? []);
    const known = past.get(suite) ?? new Map();
    for (const file of new Set([...told.keys(), ...known.keys()])) {
      stats.push(statsOfFile({ suite, file, all: told.get(file) ?? [], past: known.get(file) ?? [] }));
    }
  }
  return stats.sort((a, b) => b.totalMs - a.totalMs || (a.file < b.file ? -1 : 1));
}

// There may be a million of them: nothing is copied.
function byFile(runs: readonly WholeRun[]): Map<string, Told[]> {
  const all = new Map<string, Told[]>();
  for (const run of runs) {
    for (const file of run.files) {
      const told = all.get(file.file);
      if (told) told.push({ file, run });
      else all.set(file.file, [{ file, run }]);
    }
  }
  return all;
}

interface KnownFile {
  suite: string;
  file: string;
  all: readonly Told[];
  past: readonly PastTime[];
}

function statsOfFile({ suite, file, all, past }: KnownFile): FileStats {
  const results = all.filter((one) => hasResult(one.file.verdict));
  const times = passTimes(results, past);
  const passMs = distribution(times);
  const growth = growthOf(times);
  const flipped = flipsOf(results);
  const flakyRuns = results.filter((one) => one.file.verdict === "flaky" || flipped.has(one)).length;
  const repeatedMs = sum(all.map((one) => one.file.repeatedMs ?? 0));
  return {
    suite,
    file,
    runs: results.length,
    verdicts: countVerdicts(all),
    flips: flipped.size,
    flakyRuns,
    flakyShare: results.length === 0 ? 0 : flakyRuns / results.length,
    redRuns: results.filter(isRed).length,
    ...(passMs ? { passMs } : {}),
    totalMs: repeatedMs + sum(results.map((one) => one.file.ms ?? 0)),
    repeatedMs,
    ...(growth ? { growth } : {}),
    recent: all.slice(-RECENT).map(({ run: { to: at }, file: { verdict, ms } }) => ({
      at,
      verdict,
      ...(ms === undefined ? {} : { ms }),
    })),
    lastFailures: lastFailures(all),
  };
}

/** How long it took where it passed, the oldest first. */
function passTimes(results: readonly Told[], past: readonly PastTime[]): number[] {
  const told = results.filter((one) => isPassed(one) && one.file.ms !== undefined);
  const times = told.map(({ run: { to: at }, file: { ms = 0 } }) => ({ at, ms }));
  const all = past.length === 0 ? times : [...times, ...past].sort((a, b) => a.at - b.at);
  return all.map(({ ms }) => ms);
}

function hasResult(verdict: FileVerdict): boolean {
  return verdict !== "cut-off" && verdict !== "never-run";
}

function isPassed({ file: { verdict } }: Told): boolean {
  return verdict === "passed" || verdict === "flaky";
}

function isRed({ file: { verdict } }: Told): boolean {
  return verdict === "failed" || verdict === "crashed" || verdict === "timed-out";
}

/** The results that are red, or excused, where another run of the same code passed the file. */
function flipsOf(results: readonly Told[]): Set<Told> {
  const failed = results.filter((one) => isRed(one) || one.file.verdict === "quarantined");
  if (failed.length === 0) return new Set();
  const passed = new Set(results.flatMap((one) => (isPassed(one) ? (codeOf(one) ?? []) : [])));
  return new Set(
    failed.filter((one) => {
      const code = codeOf(one);
      return code !== undefined && passed.has(code);
    }),
  );
}

/** Runs with the same tested the same; undefined where that is not known. */
function codeOf({ run }: Told): string | undefined {
  return run.records[0].code;
}

function countVerdicts(all: readonly Told[]): FileStats["verdicts"] {
  const counts: FileStats["verdicts"] = {};
  for (const { file } of all) counts[file.verdict] = (counts[file.verdict] ?? 0) + 1;
  return counts;
}

function lastFailures(all: readonly Told[]): FileFailure[] {
  const last: FileFailure[] = [];
  for (const { run, file } of all.toReversed()) {
    if (last.length >= FAILURES) break;
    const [{ by, commit }] = run.records;
    const where = { at: run.to, runId: run.runId, by, verdict: file.verdict };
    for (const failure of (file.failures ?? []).toReversed()) {
      last.push({ ...failure, ...where, ...(commit === undefined ? {} : { commit }) });
    }
  }
  return last.slice(0, FAILURES);
}
