import type { AttemptClass, Efficiency, FileVerdict, RunPurpose } from "@regatta/run-log";
import type { RunSplit, StaySplit } from "./time-split.ts";

/** The version of records; one of a later version is not read. */
export const recordVersion = 1;

/**
 * What one run leaves to be counted later; of a run in several containers each leaves its own. Times are ms, moments ms
 * since the epoch, by the clock of the pool's table as far as that is known.
 */
export interface RunRecord {
  kind: "run";
  version: number;
  runId: string;
  purpose: RunPurpose;
  pool: string;
  /** What its test files belong to: the name in the `package.json` of the folder Jest is started in. */
  suite: string;
  container?: ContainerOfRun;
  /** Somebody chose files or tests on the command line: it is not what runs of the suite are measured by. */
  partial?: true;
  /** Who ran it: the address of the CI's job, or user and host. */
  by: string;
  commit?: string;
  /** As the CI says, or the work tree. */
  branch?: string;
  /** Two runs with the same tested the same: it stands for the commit and for what was wanted of every service. */
  code?: string;
  startedAt: number;
  endedAt: number;
  /** Missing where its log ends before it did: it was killed. */
  exitCode?: number;
  /** One sentence. */
  reason: string;
  time: RunSplit;
  /** One entry each time an account was leased. */
  stays: StayRecord[];
  /** By name; those that were looked at in at least one account. */
  services: Record<string, ServiceRecord>;
  /** Those that this container had an attempt at, and those nobody ran. */
  files: FileRecord[];
  /** How many passed files are not in `files`, for want of room. */
  filesLeftOut?: number;
  /** All selected files, those of other containers of the run included. */
  verdicts: Partial<Record<FileVerdict, number>>;
  /** How near it came to the shortest time possible; missing where no file ended. */
  efficiency?: EfficiencyRecord;
  /** How often each problem was told, by its code. */
  problems: Record<string, number>;
  /** Files that left something behind in their account. */
  leaks?: string[];
  /** How many accounts the pool had in each state when the run began; only those the run could have used. */
  poolAccounts?: Record<string, number>;
}

/** Which of several containers of one run it was. */
export interface ContainerOfRun {
  /** What the containers have in common, and no other run has. */
  key: string;
  /** From 1. */
  index: number;
  of: number;
  /** They shared the files; otherwise each had a fixed part. */
  shared: boolean;
}

/** An account, from its lease to the end of it. */
export interface StayRecord {
  /** `<id>/<region>`. */
  account: string;
  /** When it was leased. */
  from: number;
  time: StaySplit;
  end: StayEnd;
  /** Why it is dirty, kept, rejected or lost. */
  reason?: string;
  /** Attempts at test files that began there, and how many of them ended without passing. */
  attempts: number;
  failed: number;
  /** Services deployed there. */
  deployed: number;
  /** Files that failed there passed elsewhere. */
  suspect?: true;
}

/** `unknown`: the run ended, and nothing says what became of the account. */
export type StayEnd = "released" | "dirty" | "kept" | "rejected" | "lost" | "unknown";

/** What became of a service in the accounts of a run. */
export interface ServiceRecord {
  skipped: number;
  deployed: number;
  /** CloudFormation found nothing to change. */
  unchanged: number;
  failed: number;
  /** Not tried, as something it depends on had failed. */
  blocked: number;
  /** How long its deploys took together, and the median of them. */
  deployMs: number;
  medianMs?: number;
  /** The first that failed. */
  failure?: { account: string; reason: string };
}

export interface FileRecord {
  file: string;
  verdict: FileVerdict;
  /** How long the attempt took whose result counts; missing without a result. */
  ms?: number;
  attempts: number;
  /** How long the other attempts took together. */
  repeatedMs?: number;
  /** Attempts that did not pass, the last few. */
  failures?: FailureRecord[];
}

export interface FailureRecord {
  account: string;
  class: AttemptClass;
  /** The first test that failed, with the blocks around it; missing where the file failed beside its tests. */
  test?: string;
  /** The beginning of what it said. */
  message: string;
}

export interface EfficiencyRecord extends Pick<Efficiency, "makespanMs" | "leastMs" | "accounts"> {
  /** What held the run up, most costly first. */
  findings: Array<{ kind: Efficiency["findings"][number]["kind"]; costMs: number; file?: string }>;
}
