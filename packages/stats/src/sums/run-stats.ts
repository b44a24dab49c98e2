import type { FileVerdict, RunPurpose } from "@regatta/run-log";
import type { Distribution } from "../basics/distribution.ts";
import type { FailureRecord } from "../record/run-record.ts";
import type { RunSplit, StaySplit } from "../record/time-split.ts";

/**
 * What the runs of a pool add up to: docs/stats.md defines every figure. Times are ms, moments ms since the epoch. What is
 * not known is missing.
 */
export interface RunStats {
  pool: string;
  /** Where only runs of a suite, or on a branch, were asked for. */
  only?: { suite?: string; branch?: string };
  /** What was asked for: runs that ended from `from` until `to`. */
  from: number;
  to: number;
  /** When the first and the last of what there is ended. */
  firstAt?: number;
  lastAt?: number;
  /** Records there were that could not be read: damaged, or of a later version. */
  unreadable: number;
  /** Passed files that are in no figure of `files`, as their runs were too large to be recorded whole. */
  filesLeftOut: number;
  /** Runs that left no record, but a lease that ran out: they were killed, or their machine was. */
  vanishedRuns: string[];
  tests: TestStats;
  /** Runs of tests by suite, and by branch where that is known. */
  suites: GroupStats[];
  branches: GroupStats[];
  /** `regatta deploy`. */
  deploys: PurposeStats;
  /** `regatta pool warm`. */
  warms: PurposeStats;
  /** Where the accounts' time went, all runs together. */
  accountTime: StaySplit;
  use: PoolUse;
  cost: CostStats;
  /** What held runs of tests up, the most costly first. */
  heldUp: HeldUp[];
  /** The one that took the most test time first. */
  files: FileStats[];
  services: ServiceStats[];
  accounts: AccountStats[];
  /** Why accounts became dirty, the most frequent first. */
  dirty: Cause[];
  cleaning: CleaningStats;
  /** Problems told in runs, the most frequent first. */
  problems: Array<{ code: string; runs: number; times: number }>;
  /** The same over time: hours, days or weeks of UTC, one after the other, also those without a run. */
  periods: Period[];
  periodLength: "hour" | "day" | "week";
  /** Every run, the first to end first. */
  runs: RunPoint[];
}

/** How runs ended: by their exit codes 0, 1, 3, 2, 130 or 143, and without one. */
export type RunOutcome = "green" | "red" | "infrastructure" | "refused" | "interrupted" | "killed";

export interface PurposeStats {
  runs: number;
  outcomes: Record<RunOutcome, number>;
  /** How long they took, whatever came of them but `refused`, `interrupted` and `killed`. */
  durationMs?: Distribution;
}

/** `runs` and `outcomes` are of all of them. */
export interface TestStats extends PurposeStats {
  /** Those in which files or tests were chosen on the command line. */
  partial: PurposeStats;
  /**
   * What `durationMs` and all below but `verdicts` are of: runs of the whole suite, or, where there is none, of all. How
   * many, and how many of them were green, red, or failed by the infrastructure.
   */
  measured: { runs: number; ended: number };
  /** Green ones of `measured.ended`. */
  greenShare?: number;
  /** Green ones in which a file was flaky. */
  greenByRetry: number;
  /** Where the time of those in `durationMs` went, together. */
  time: RunSplit;
  /** How long those waited for the pool that had to. */
  waitMs?: Distribution;
  /** Test files by verdict, all runs together. */
  verdicts: Partial<Record<FileVerdict, number>>;
  /** From when the files were known until the last ended, over the least possible; 1 is perfect. */
  efficiency?: Distribution;
  /** How long attempts took together whose result does not count, and the share of all attempts' time that is. */
  repeatedMs: number;
  repeatedShare?: number;
}

/** Of runs of tests that have something in common; figures as in `TestStats`. */
export interface GroupStats {
  name: string;
  runs: number;
  greenShare?: number;
  durationMs?: Distribution;
  /** The last that came to an end of its own. */
  last?: { at: number; outcome: RunOutcome; runId: string };
}

export interface PoolUse {
  /** The share of the time accounts were held in which a test file ran in them. */
  testShare?: number;
  /** The share of the time there was of accounts (not disabled, by what runs saw) in which runs held them. */
  heldShare?: number;
  /** The most accounts held at once. */
  mostHeld: number;
  /** Accounts of the pool that were not disabled, as the last run saw it. */
  accounts?: number;
  /** By hour of the day (UTC), 0 to 23: account time held, time runs waited for accounts, and runs of tests begun. */
  hours: Array<{ heldMs: number; waitMs: number; runs: number }>;
}

/** What it takes, and what that costs where prices are known. */
export interface CostStats {
  /** Time of the machines that runs went on: each container's length. */
  machineMs: number;
  /** Time accounts were held by runs. */
  accountMs: number;
  /** Services deployed, and how long these deploys took together. */
  deploys: number;
  deployMs: number;
  /** By one run of tests in the mean (`tests.measured`), its containers together. */
  aRun?: { machineMs: number; accountMs: number; deploys: number };
  money?: Money;
}

/** Prices are those of today's configuration; what has none counts nothing and is not in it. */
export interface Money {
  currency: string;
  machines?: number;
  accounts?: number;
  deploys?: number;
  total: number;
  /** By one run of tests in the mean. */
  aRun?: number;
}

export interface Prices {
  currency: string;
  /** Of a machine (a container of the CI) for an hour. */
  machineHour?: number | undefined;
  /** Of a leased account for an hour. */
  accountHour?: number | undefined;
  /** Of one deploy of one service. */
  deploy?: number | undefined;
}

export interface HeldUp {
  /** The same as a run's summary says. */
  kind: string;
  runs: number;
  costMs: number;
  /** Files that did, where it is files: the most costly first. */
  files: string[];
}

export interface FileStats {
  suite: string;
  file: string;
  /** Runs in which it had a result. */
  runs: number;
  verdicts: Partial<Record<FileVerdict, number>>;
  /** Runs in which it failed while another run of the same code passed it. */
  flips: number;
  /** Runs in which it was flaky, or flipped, of `runs`. */
  flakyRuns: number;
  flakyShare: number;
  /** Runs that it made red: failed, crashed or timed out in the end. */
  redRuns: number;
  /** How long it takes where it passes. */
  passMs?: Distribution;
  /** All of its attempts together. */
  totalMs: number;
  /** Of them those whose result does not count. */
  repeatedMs: number;
  growth?: Growth;
  /** Its last results, the oldest first; `ms` may be missing. */
  recent: Array<{ at: number; verdict: FileVerdict; ms?: number }>;
  /** The last attempts that did not pass, the newest first. */
  lastFailures: FileFailure[];
}

export interface FileFailure extends FailureRecord {
  at: number;
  runId: string;
  by: string;
  commit?: string;
  /** The final word on the file in that run. */
  verdict: FileVerdict;
}

/** How long passes took before and now: the medians of the first and the last third of them. */
export interface Growth {
  beforeMs: number;
  nowMs: number;
}

export interface ServiceStats {
  service: string;
  skipped: number;
  deployed: number;
  unchanged: number;
  failed: number;
  blocked: number;
  /** Skipped, of all that came to a decision: not of the blocked ones. */
  skipShare?: number;
  /** How long a deploy takes: of the medians of runs. */
  deployMs?: Distribution;
  totalMs: number;
  lastFailure?: { at: number; runId: string; account: string; reason: string };
}

export interface AccountStats {
  account: string;
  /** How often it was leased by a run. */
  stays: number;
  time: StaySplit;
  heldMs: number;
  /** The share of the observed time in which it was held. */
  heldShare?: number;
  /** Attempts there, and how many did not pass. */
  attempts: number;
  failed: number;
  dirty: number;
  suspect: number;
  lost: number;
  rejected: number;
  /** When it was last handed back; missing where no run had it. */
  lastAt?: number;
}

/** Why accounts became dirty, or were not clean after a cleaning. */
export interface Cause {
  /** In words that fit all of them. */
  what: string;
  count: number;
  accounts: number;
  /** Files or services it was about, the most frequent first. */
  subjects: Array<{ name: string; count: number }>;
  last: { at: number; account: string; runId: string; reason: string };
}

export interface CleaningStats {
  /** How often `regatta clean` had something to do. */
  cleanings: number;
  outcomes: Record<string, number>;
  /** How long one account takes that becomes clean. */
  durationMs?: Distribution;
  /** From when an account became dirty until it was clean. */
  dirtyMs?: Distribution;
  failures: Cause[];
}

export interface Period {
  from: number;
  to: number;
  /** Runs of tests. */
  outcomes: Record<RunOutcome, number>;
  /** Of `tests.measured`, and so is `time`. */
  durationMs?: Distribution;
  time: RunSplit;
  accountTime: StaySplit;
  /** Of services looked at. */
  skipShare?: number;
  deployed: number;
  /** Files with a result, and flaky ones of them. */
  files: number;
  flaky: number;
  heldMs: number;
  heldShare?: number;
  dirty: number;
  machineMs: number;
  repeatedMs: number;
}

export interface RunPoint {
  runId: string;
  purpose: RunPurpose;
  outcome: RunOutcome;
  from: number;
  to: number;
  /** Files or tests were chosen on its command line. */
  partial?: true;
  containers: number;
  /** Accounts that were leased, each once. */
  accounts: number;
  files: number;
  failed: number;
  flaky: number;
  deployed: number;
  skipped: number;
  time: RunSplit;
  /** What it took, its containers together, and what that costs where prices are known. */
  machineMs: number;
  accountMs: number;
  money?: number;
  reason: string;
  by: string;
  suite: string;
  commit?: string;
  branch?: string;
}
