import type { TestResult, ThrownError } from "./jest-types.ts";
import type { FileOutcome, FileResult } from "./protocol.ts";

/** What is said about a finished file: to Regatta, and to Jest. */
export interface FileReport {
  outcome: FileOutcome;
  /** It passed, or all that went wrong is in quarantine: to Jest it is no failure. */
  passes: boolean;
  /** Full names of the failed tests that are in quarantine; `""` is the file as a whole. */
  quarantined?: string[];
  result: FileResult;
  /** The event of Jest's runner interface, and what goes with it beside the test. */
  forJest:
    | { event: "test-file-success"; payload: TestResult }
    | { event: "test-file-failure"; payload: ThrownError };
}
