/** `crashed`: its worker died of it. `timed-out`: it was killed at the limit. */
export type FileOutcome = "passed" | "failed" | "crashed" | "timed-out";

/**
 * The final word on a file. `flaky`: it failed in one account and passed in another. `quarantined`: it failed, and that
 * does not count. `cut-off` and `never-run`: it has no result.
 */
export type FileVerdict = FileOutcome | "flaky" | "quarantined" | "cut-off" | "never-run";

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
  /** Jest's own words on all tests that failed, with code frames; without terminal codes. */
  formatted?: string;
  /** What it printed. */
  console?: string;
  /** Every test in it was skipped. */
  skipped: boolean;
}
