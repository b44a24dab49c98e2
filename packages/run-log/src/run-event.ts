/** The version of the log's format; readers skip kinds they do not know. */
export const logVersion = 1;

export type FileOutcome = "passed" | "failed" | "crashed" | "timed-out";

export interface TestCaseResult {
  title: string;
  /** The `describe` blocks around it, outermost first. */
  ancestors: string[];
  status: "passed" | "failed" | "skipped" | "todo";
  durationMs?: number;
  failureMessages: string[];
  line?: number;
}

export interface FileResult {
  tests: TestCaseResult[];
  /** What failed beside single tests: the file did not load, crashed, timed out, threw after its end. */
  message?: string;
  /** What it printed. */
  console?: string;
  /** Every test in it was skipped. */
  skipped: boolean;
}

type OfAccount<E> = E & { account: string };

/** Everything that happens in a run. `account` is `<id>/<region>`, `file` a path relative to Jest's rootDir, times in ms. No event ever holds a secret. */
export type RunEventInput =
  | { kind: "run-started"; runId: string; version: string; pool: string; argv: string[]; pid: number }
  | { kind: "files-selected"; files: string[]; rootDir: string; expectedMs: Record<string, number> }
  | { kind: "lease-waiting"; reason: string }
  | OfAccount<{ kind: "lease-acquired"; leaseId: string; epoch: number; expiresAt: number }>
  | OfAccount<{ kind: "lease-lost"; reason: string }>
  /** Its session could not be opened, or it is not the account it should be. */
  | OfAccount<{ kind: "account-rejected"; reason: string }>
  | OfAccount<{ kind: "session-opened" }>
  | OfAccount<{ kind: "stacks-read"; stacks: number }>
  | OfAccount<{ kind: "service-skipped"; service: string }>
  | OfAccount<{ kind: "deploy-started"; service: string; stackName: string; reason: string }>
  | OfAccount<{
      kind: "deploy-finished";
      service: string;
      stackName: string;
      durationMs: number;
      noUpdates: boolean;
    }>
  | OfAccount<{
      kind: "deploy-failed";
      service: string;
      stackName: string;
      reason: string;
      durationMs: number;
    }>
  | OfAccount<{ kind: "stack-cleared"; service: string; stackName: string; status: string }>
  | OfAccount<{ kind: "stack-waiting"; service: string; stackName: string; status: string }>
  | OfAccount<{ kind: "account-ready" }>
  | OfAccount<{ kind: "worker-started"; pid: number }>
  | OfAccount<{ kind: "file-started"; file: string; attempt: number }>
  | OfAccount<{
      kind: "file-finished";
      file: string;
      attempt: number;
      outcome: FileOutcome;
      durationMs: number;
      result: FileResult;
    }>
  /** This attempt has no result: the file runs again, or never. */
  | OfAccount<{ kind: "file-cut-off"; file: string; attempt: number; reason: string }>
  | { kind: "file-never-run"; file: string; reason: string }
  | OfAccount<{ kind: "account-released" }>
  | OfAccount<{ kind: "account-dirty"; reason: string }>
  /** The lease was lost before it could be handed back. */
  | OfAccount<{ kind: "account-hand-back-lost" }>
  | { kind: "jest-started"; pid: number }
  | { kind: "jest-exited"; code: number | null; signal: string | null }
  | { kind: "interrupted"; signal: "SIGINT" | "SIGTERM" }
  | { kind: "problem"; code: string; message: string; nextStep?: string }
  | { kind: "run-finished"; exitCode: number; reason: string };

/** An event as it stands in the log. `at`: wall clock, ms since the epoch. */
export type RunEvent = RunEventInput & { at: number };
