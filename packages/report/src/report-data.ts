import type { AttemptClass, FileVerdict, RunPurpose } from "@regatta/run-log";

/** All that the page shows of a run. Times are ms from the run's beginning where nothing else is said. */
export interface ReportData {
  run: ReportRun;
  counts: Record<ReportVerdict, number>;
  /** Missing where no file ended. */
  time?: ReportTime;
  /** What happened to the run as a whole, one after the other. */
  phases: RunPhase[];
  files: ReportFile[];
  accounts: ReportAccount[];
  deploys: ReportDeploy[];
  notes: ReportNote[];
  /** How many texts that were printed are not here in full: the page is not to grow without bounds. */
  shortened: number;
}

/** The word on a file; while the run is under way also what it is at. */
export type ReportVerdict = FileVerdict | "running" | "waiting";

export interface ReportRun {
  id: string;
  purpose: RunPurpose;
  version: string;
  pool: string;
  /** The name of the account of somebody's own that it worked in. */
  personal?: string;
  commit?: string;
  argv: string[];
  /** The options to run and to replay files of it again, as words of a command line. */
  again: { run: string[]; replay: string[] };
  /** Which of several containers it was, counted from 1. */
  container?: { index: number; of: number };
  /** Of a page of several containers: those whose logs are in it, by their numbers. */
  containers?: ReportContainer[];
  /** ms since the epoch. */
  startedAt: number;
  durationMs: number;
  /** Missing where the run was killed, or is under way. */
  exitCode?: number;
  /** One sentence. */
  reason: string;
  /** How far it is, as long as it is under way: what has not ended yet may still end. */
  underWay?: ReportProgress;
}

export interface ReportProgress {
  /** How many files have their final result. */
  done: number;
  /** How many of those make the run red. */
  failed: number;
  /** How long the files still take, ms, as far as can be told. */
  leftMs?: number;
}

/** One of several containers that shared the run. */
export interface ReportContainer {
  /** From 1. */
  index: number;
  of: number;
  runId: string;
  /** When it had joined the others. */
  from: number;
  /** When its log ends. */
  to: number;
  /** How many files have their result from it. */
  files: number;
  /** Missing where it was killed, or is under way. */
  exitCode?: number;
  /** How it ended. */
  reason?: string;
}

/** How near the tests came to the shortest time possible. */
export interface ReportTime {
  /** When the files were known. */
  from: number;
  makespanMs: number;
  leastMs: number;
  files: number;
  accounts: number;
  /** What held the run up, most costly first; sentences. */
  findings: string[];
}

export interface RunPhase {
  kind: "starting" | "waiting" | "working" | "ending";
  from: number;
  to: number;
  text?: string;
}

export interface ReportFile {
  file: string;
  verdict: ReportVerdict;
  attempts: ReportAttempt[];
  expectedMs?: number;
  /** Of the attempt whose result counts. */
  durationMs?: number;
  /** Where that was. */
  account?: string;
  /** Why there is no result. */
  why?: string;
  /** The first thing that went wrong, in a line. */
  headline?: string;
  /** Of one that did not just pass: what became of it in its last runs, in words. */
  past?: string;
  /** The versions of the stacks it met, first what this run deployed. */
  against?: string;
  /** The container of the run that has it. */
  container?: string;
}

export interface ReportAttempt {
  account: string;
  /** The accounts it had beside that one. */
  others?: string[];
  from: number;
  /** Missing where the run's log ends before the attempt. */
  to?: number;
  /** On a page of several containers: which one it ran in. */
  container?: number;
  class: AttemptClass | "running";
  /** The attempt in a few words. */
  says: string;
  /** It is the one whose result counts. */
  counts?: true;
  /** What failed beside single tests. */
  message?: string;
  console?: string;
  tests: ReportTest[];
  /** Passing tests that are left out here, for want of room. */
  testsLeftOut?: number;
}

export interface ReportTest {
  name: string;
  /** Passed when missing. */
  status?: "failed" | "skipped" | "todo";
  durationMs?: number;
  message?: string;
}

/** How an account left the run. `held`: it had not when the log ended. */
export interface AccountEnd {
  kind: "released" | "dirty" | "kept" | "lost" | "held";
  at?: number;
  reason?: string;
  nextStep?: string;
}

export interface ReportAccount {
  account: string;
  end: AccountEnd;
  /** On a page of several containers: those that had it, in the order they did. */
  containers?: number[];
  /** Why it turned out to be broken. */
  suspect?: string;
  throttled?: true;
  spans: ReportSpan[];
}

export type SpanKind =
  | "leasing"
  | "preparing"
  /** It could take files: idle where no file lies over it. */
  | "open"
  | "deploying"
  | "probing"
  | "starting-worker"
  | "file"
  | "freshening";

/** A stretch of time in an account. */
export interface ReportSpan {
  kind: SpanKind;
  from: number;
  /** Missing where the log ends before it. */
  to?: number;
  text?: string;
  /** Which of `files`, and which of its attempts. */
  file?: number;
  attempt?: number;
  /** Which of `deploys`. */
  deploy?: number;
}

export interface ReportDeploy {
  account: string;
  service: string;
  stackName?: string;
  outcome: "skipped" | "deployed" | "unchanged" | "failed" | "blocked" | "cut-off" | "deploying";
  /** Why it was deployed. */
  reason?: string;
  /** Why it failed; of `blocked` the service that failed. */
  failure?: string;
  nextStep?: string;
  durationMs?: number;
}

export interface ReportNote {
  kind: "problem" | "suspect" | "leak" | "quarantine" | "container";
  text: string;
  code?: string;
  nextStep?: string;
  account?: string;
}
