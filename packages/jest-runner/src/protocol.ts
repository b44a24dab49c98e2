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
    }
  | {
      kind: "account-ready";
      /** `<id>/<region>`. */
      account: string;
      /** The whole environment of its workers. */
      env: Record<string, string>;
    }
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
  | { kind: "files"; files: string[]; rootDir: string; jestVersion: string }
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
  /** Its workers are gone and nothing is left for it; to use it again, send `account-ready` again. */
  | { kind: "account-idle"; account: string }
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
