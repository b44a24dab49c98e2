/** What the stacks of services told of themselves: outputs by service, then by name. */
export type ServiceOutputs = Record<string, Record<string, string>>;

/** A failure that is known and not to count today. */
export interface Quarantined {
  /** Path relative to Jest's rootDir. */
  file: string;
  /** The test's full name; every test of the file when left out. */
  test?: string;
  reason?: string;
}

/** What Regatta's parent process tells the runner inside Jest. */
export type ToJest =
  /** Run: the first message, and for the launcher. */
  | { kind: "begin" }
  | {
      kind: "setup";
      /** By path relative to Jest's rootDir, ms. */
      expectedMs: Record<string, number>;
      /** In 95 of 100 runs a file took no longer, ms; by the same paths. */
      p95Ms: Record<string, number>;
      /** A file that runs longer is killed, ms; no limit when left out. */
      fileTimeoutMs?: number;
      filesPerAccount: number;
      /** How often a file that failed is tried again, in another account where there is one. */
      retries: number;
      /** A file that is late gets a second copy in an account that would have nothing to do. */
      backupCopies: boolean;
      /** None is late before it has taken so long, ms; 0 when left out. */
      leastLateMs?: number;
      /** Files in the order they are to be started; longest first when left out. Those not in it come last. */
      inOrder?: string[];
      /** The parent can make the data of an account fresh: `account-freshen` is answered. */
      canFreshen: boolean;
      /** Other machines share the files: each is claimed before it is started. */
      claims: boolean;
      /** Those in force today. */
      quarantine: Quarantined[];
      /** Wherever the last file that runs in an account has ended, the account waits for `inspected`. */
      inspect?: boolean;
    }
  /** Nothing may run, for a reason the parent tells by itself: Jest ends in order, without a word on any file. */
  | { kind: "refuse" }
  /** The account takes files from now on: those whose services are up there. A file without pragma needs `"all"`. */
  | {
      kind: "account-ready";
      /** `<id>/<region>`. */
      account: string;
      /** The whole environment of its workers, but for REGATTA_OUTPUTS. */
      env: Record<string, string>;
      /** Names of those that are up so far, or all there are. */
      services: string[] | "all";
      /** Of everything that is up. */
      outputs: ServiceOutputs;
      /** It was ready before under the same lease: test files of this run may have run there. */
      again?: true;
    }
  /** More services are up in an account that is ready; `outputs` are theirs. `"all"`: with these it has everything. */
  | { kind: "services-ready"; account: string; services: string[] | "all"; outputs: ServiceOutputs }
  /**
   * Services that will never be up in the account. `causes` has for each the one whose deploy failed: itself, or
   * one it depends on. Files that need them run elsewhere; where no account is left that could have them and none
   * will come they are never run, "blocked by" that cause. Of an account that is not ready only the cause is kept.
   */
  | { kind: "services-failed"; account: string; causes: Record<string, string> }
  /**
   * Others wait for accounts: so many are to be given up, from the beginning of the run on, those given up already
   * included. The first that has room for a file goes first; none of its files is cut short. A later message
   * replaces the number, a smaller one too.
   */
  | { kind: "surplus"; accounts: number }
  /** The account was looked over after `account-quiet`, and takes files again. */
  | { kind: "inspected"; account: string }
  /**
   * Only files that end within this time by their 95th percentile (unknown: twice the expected time; nothing known:
   * never) are started there from now on, ms; without `endsInMs` there is no limit (any more).
   */
  | { kind: "account-limit"; account: string; endsInMs?: number }
  /**
   * Answers the `account-freshen` of this number; what answers another one, of a lease that was lost, counts for nothing.
   * With a `problem` its data is in no known state: it takes no file any more.
   */
  | { kind: "freshened"; account: string; request: number; problem?: string }
  /** Answers `claim`: this machine runs the file, until it has its final result here or `file-never-run` says so. */
  | { kind: "claimed"; file: string }
  /**
   * Answers `claim`. After `running` and `locked` the file rests until `file-elsewhere` says what became of it:
   * `waiting` also once its locks are free again.
   */
  | { kind: "claim-refused"; file: string; because: "running" | "done" | "locked" }
  /** What another machine does with a file that this one does not run: it has it, has ended it, or let it go. */
  | { kind: "file-elsewhere"; file: string; state: "running" | "done" | "waiting" }
  /** The account may not be used any more: its workers are killed, its files wait again. */
  | { kind: "account-gone"; account: string; reason: string }
  /**
   * No account will be added: once none is left, what still waits will never run. With `than`: others may come, but there
   * will never be more at once, and files that need more will never run.
   */
  | { kind: "no-more-accounts"; than?: number }
  /** Kill every worker and finish quickly. */
  | { kind: "stop"; reason: string };

/**
 * What the runner tells the parent. `file` is the path relative to rootDir; where two projects select the same
 * file, the second and later ones carry ` (<project>)` behind it, so that it is unique within a run.
 */
export type FromJest =
  /** Jest's configuration or its arguments ask for what a run cannot do: sentences. Nothing of the user's has run; Jest ends. */
  | { kind: "refused"; problems: string[] }
  | {
      kind: "files";
      files: string[];
      rootDir: string;
      jestVersion: string;
      /**
       * By file, the names behind the `@requires` pragmas of its docblock: the services it needs. Empty where the
       * pragma names nothing; a file without the pragma is left out: it needs every service. Whether there are
       * such services only the parent knows.
       */
      requires: Record<string, string[]>;
      /** Those with `@exclusive`: alone in an account that no file has touched. */
      exclusive: string[];
      /** By file, the names behind `@lock`: no two files with a common one run at once. */
      locks: Record<string, string[]>;
      /** By file, how many accounts `@accounts` asks for; only those above 1. */
      accounts: Record<string, number>;
      /** Pragmas nobody can make sense of, each with its file, in words: the run is to be refused. */
      mistakes: string[];
    }
  /** `pid` leads a process group of its own. */
  | { kind: "worker-started"; account: string; pid: number }
  /** `others`: the accounts a file with `@accounts` has beside the one it runs in, in each message about it. */
  | {
      kind: "file-started";
      account: string;
      file: string;
      attempt: number;
      others?: string[];
      copy?: true;
      /** The id of its span, which it was told of: 16 hexadecimal digits. */
      span?: string;
    }
  /** The one result of this attempt. */
  | {
      kind: "file-finished";
      account: string;
      file: string;
      attempt: number;
      outcome: FileOutcome;
      durationMs: number;
      result: FileResult;
      others?: string[];
      /** It is what Jest hears of the file; false where the file is tried again. */
      final: boolean;
      /** It ran beside another attempt that was late. */
      copy?: true;
      /** No worker could be started for it: no line of the file was run. */
      unstarted?: true;
      /** Names of failed tests that do not count, for they are quarantined. */
      quarantined?: string[];
    }
  /** This attempt has no result: the file runs again, or never, or another attempt gave it its result. */
  | {
      kind: "file-cut-off";
      account: string;
      file: string;
      attempt: number;
      reason: string;
      others?: string[];
    }
  | { kind: "file-never-run"; file: string; reason: string }
  /** With `inspect`: nothing runs there now; these files did, since it was last so. */
  | { kind: "account-quiet"; account: string; files: string[] }
  /**
   * Its workers are gone, and no file waits that it could run now or once more services are up there; with `surplus`
   * files may wait, but it is given up for others. To use it again, send `account-ready` again.
   */
  | { kind: "account-idle"; account: string; surplus?: true }
  /** With `claims`: the file is started once it is `claimed`; its accounts wait for it. `locks` go with it. */
  | { kind: "claim"; file: string; locks: string[] }
  /** With `canFreshen`: the account's data is to be made fresh for the file; nothing runs there meanwhile. */
  | { kind: "account-freshen"; account: string; file: string; request: number }
  /** It takes no file any more, for these failed there and passed elsewhere; `account-idle` follows. */
  | { kind: "account-suspect"; account: string; files: string[]; reason: string }
  | { kind: "complete" };

/** `crashed`: its worker died of it. `timed-out`: it was killed at the limit. */
export type FileOutcome = "passed" | "failed" | "crashed" | "timed-out";

export interface FileResult {
  tests: TestCaseResult[];
  /** What failed beside single tests: the file did not load, crashed, timed out, threw after its end. */
  message?: string;
  /** Jest's own words on all tests that failed, with code frames; without terminal codes, the first 16 KB. */
  formatted?: string;
  /** What it printed with `console`, the last 64 KB. */
  console?: string;
  /** Every test in it was skipped. */
  skipped: boolean;
}

export interface TestCaseResult {
  title: string;
  /** The `describe` blocks around it, outermost first. */
  ancestors: string[];
  status: "passed" | "failed" | "skipped" | "todo";
  durationMs?: number;
  failureMessages: string[];
  line?: number;
}
