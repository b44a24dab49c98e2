/** A test file and what is known of it. */
export interface FileToRun {
  /** Unique name of the file within the schedule. */
  path: string;
  /** How long it is expected to take, ms; left out when unknown. */
  expectedMs?: number;
  /** In 95 of 100 runs it took no longer, ms; twice the expected time when left out. */
  p95Ms?: number;
  /** After so long it is stopped, ms; never when left out. */
  atMostMs?: number;
  /** The services it needs; every service there is when left out. */
  requires?: readonly string[];
  /** It runs alone in an account that no file has touched, or whose data was made fresh. */
  exclusive?: boolean;
  /** No two files with a common lock run at once. */
  locks?: readonly string[];
  /** How many accounts it needs at once; 1 when left out. */
  accounts?: number;
}

export interface ScheduleOptions {
  /** How many files may run in one account at the same time; default 1. */
  filesPerAccount?: number;
  /** How often a file that failed is tried again; default 0. */
  retries?: number;
  /** Whether a file that is late gets a second copy where nothing else is to be done. */
  backupCopies?: boolean;
  /** No file is late before it has taken so long, ms; default 0. */
  leastLateMs?: number;
  /** Whether files start in the order given instead of longest first. */
  inOrder?: boolean;
  /** Whether the data of an account can be made fresh for an exclusive file. */
  canFreshen?: boolean;
}

/** A file to be started. */
export interface Start {
  path: string;
  /** It runs in the first one; the others are its own meanwhile. */
  accounts: readonly string[];
  /** Those of them whose data has to be made fresh first; left out where there is none. */
  freshen?: readonly string[];
  /** It runs beside another attempt that is late; the first result counts. */
  copy?: true;
}

/** What a result means for its file. */
export interface Ended {
  /** It is the file's one final result, the file is tried again, or another attempt gave it its final result before. */
  result: "final" | "tried-again" | "too-late";
  /** Accounts in which another attempt at the file runs on for nothing. */
  cutOff: readonly string[];
}

/** A file nobody will run. */
export interface GivenUp {
  path: string;
  /** The service whose failure kept it out of an account; of several the one that did so in most. */
  blockedBy?: string;
}
