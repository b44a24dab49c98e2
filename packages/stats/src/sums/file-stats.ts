import type { FileVerdict } from "@regatta/run-log";
import { distribution } from "../basics/distribution.ts";
import { groupBy } from "../basics/group-by.ts";
import { sum } from "../basics/sum.ts";
import type { FileRecord } from "../record/run-record.ts";
import { growthOf } from "./growth.ts";
import type { FileFailure, FileStats } from "./run-stats.ts";
import type { WholeRun } from "./whole-run.ts";

/** How many of a file's last results, and of its last failures, are told. */
const RECENT = 12;
const FAILURES = 3;

interface Told extends FileRecord {
  run: WholeRun;
  suite: string;
  /** Runs with the same tested the same; missing where that is not known. */
  code?: string | undefined;
}

/** Every test file there was, the one that took the most time first. Pure. */
export function fileStats(runs: readonly WholeRun[]): FileStats[] {
  const told = runs.flatMap((run): Told[] => {
    const [{ suite, code }] = run.records;
    return run.files.map((file) => ({ ...file, run, suite, code }));
  });
  return [...groupBy(told, ({ suite, file }) => `${suite}\n${file}`).values()]
    .flatMap((results) => statsOfFile(results))
    .sort((a, b) => b.totalMs - a.totalMs || (a.file < b.file ? -1 : 1));
}

function statsOfFile(all: readonly Told[]): FileStats[] {
  const [first] = all;
  if (!first) return [];
  const results = all.filter(({ verdict }) => hasResult(verdict));
  const passes = results.filter(({ verdict }) => verdict === "passed" || verdict === "flaky");
  const times = passes.flatMap(({ ms }) => ms ?? []);
  const passMs = distribution(times);
  const growth = growthOf(times);
  const flipped = new Set(flipsOf(results));
  const flakyRuns = results.filter((one) => one.verdict === "flaky" || flipped.has(one)).length;
  const repeatedMs = sum(all.map((one) => one.repeatedMs ?? 0));
  return [
    {
      suite: first.suite,
      file: first.file,
      runs: results.length,
      verdicts: countVerdicts(all),
      flips: flipped.size,
      flakyRuns,
      flakyShare: results.length === 0 ? 0 : flakyRuns / results.length,
      redRuns: results.filter(({ verdict }) => isRed(verdict)).length,
      ...(passMs ? { passMs } : {}),
      totalMs: repeatedMs + sum(results.map(({ ms = 0 }) => ms)),
      repeatedMs,
      ...(growth ? { growth } : {}),
      recent: all.slice(-RECENT).map(({ run, verdict, ms }) => ({
        at: run.to,
        verdict,
        ...(ms === undefined ? {} : { ms }),
      })),
      lastFailures: lastFailures(all),
    },
  ];
}

function hasResult(verdict: FileVerdict): boolean {
  return verdict !== "cut-off" && verdict !== "never-run";
}

function isRed(verdict: FileVerdict): boolean {
  return verdict === "failed" || verdict === "crashed" || verdict === "timed-out";
}

/** The results that are red, or excused, where another run of the same code passed the file. */
function flipsOf(results: readonly Told[]): Told[] {
  const known = results.filter(({ code }) => code !== undefined);
  return [...groupBy(known, ({ code }) => code).values()].flatMap((same) => {
    const isPassed = same.some(({ verdict }) => verdict === "passed" || verdict === "flaky");
    return isPassed ? same.filter(({ verdict }) => isRed(verdict) || verdict === "quarantined") : [];
  });
}

function countVerdicts(all: readonly Told[]): FileStats["verdicts"] {
  const counts: FileStats["verdicts"] = {};
  for (const { verdict } of all) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

function lastFailures(all: readonly Told[]): FileFailure[] {
  const last: FileFailure[] = [];
  for (const { failures = [], run, verdict } of all.toReversed()) {
    for (const failure of failures.toReversed()) {
      if (last.length === FAILURES) return last;
      const [{ by, commit }] = run.records;
      const where = { at: run.to, runId: run.runId, by, verdict };
      last.push({ ...failure, ...where, ...(commit === undefined ? {} : { commit }) });
    }
  }
  return last;
}
