/** What the stacks of services told of themselves: outputs by service, then by name. */
export type ServiceOutputs = Record<string, Record<string, string>>;

/** What Regatta's parent process tells the runner inside Jest. */
export type ToJest =
  /** Run: the first message, and for the launcher. */
  | { kind: "begin" }
  | {
      kind: "setup";
      /** By path relative to Jest's rootDir, ms. */
      expectedMs: Record<string, number>;
      /** A file that runs longer is killed, ms; no limit when left out. */
      fileTimeoutMs?: number;
      filesPerAccount: number;
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
  /** The account may not be used any more: its workers are killed, its files wait again. */
  | { kind: "account-gone"; account: string; reason: string }
  /** No account will be added: once none is left, what still waits will never run. */
  | { kind: "no-more-accounts" }
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
    }
  /** `pid` leads a process group of its own. */
  | { kind: "worker-started"; account: string; pid: number }
  | { kind: "file-started"; account: string; file: string; attempt: number }
  /** The one result of this attempt. */
  | {
      kind: "file-finished";
      account: string;
      file: string;
      attempt: number;
      outcome: FileOutcome;
      durationMs: number;
      result: FileResult;
    }
  /** This attempt has no result: the file runs again, or never. */
  | { kind: "file-cut-off"; account: string; file: string; attempt: number; reason: string }
  | { kind: "file-never-run"; file: string; reason: string }
  /** With `inspect`: nothing runs there now; these files did, since it was last so. */
  | { kind: "account-quiet"; account: string; files: string[] }
  /**
   * Its workers are gone, and no file waits that it could run now or once more services are up there; with `surplus`
   * files may wait, but it is given up for others. To use it again, send `account-ready` again.
   */
  | { kind: "account-idle"; account: string; surplus?: true }
  | { kind: "complete" };

/** `crashed`: its worker died of it. `timed-out`: it was killed at the limit. */
export type FileOutcome = "passed" | "failed" | "crashed" | "timed-out";

export interface FileResult {
  tests: TestCaseResult[];
  /** What failed beside single tests: the file did not load, crashed, timed out, threw after its end. */
  message?: string;
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
