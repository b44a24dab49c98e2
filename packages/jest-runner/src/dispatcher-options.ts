import type { Clock } from "@regatta/foundation";
import type { Attempt, Verdict } from "./attempt.ts";
import type { FileReport } from "./file-report.ts";
import type { Test, ThrownError } from "./jest-types.ts";
import type { FromJest, ToJest } from "./protocol.ts";
import type { Pragmas } from "./read-pragmas.ts";
import type { WorkerSource } from "./worker-source.ts";

/** What the dispatcher reports beside its messages to the parent. */
export interface DispatcherEvents {
  /** A file is running for the first time. */
  firstStart(test: Test): void;
  /** What a verdict says of the file. */
  report(attempt: Attempt, verdict: Verdict): FileReport;
  /** An attempt has its result; `final` is the one that counts of the file. Called once for each that gets one. */
  result(attempt: Attempt, report: FileReport, final: boolean): void;
  /** A file that failed was to be tried again, and will not be: this result, told before, is its last. */
  lastResult(attempt: Attempt, report: FileReport): void;
  /** A stop cut the file off; it will not run again. */
  cutOff(test: Test, reason: string): void;
  neverRun(test: Test, reason: string): void;
  /** Something happened to a single test. */
  testCase(attempt: Attempt | undefined, event: string, payload: unknown): void;
  /** An error of a file whose verdict was given before. */
  stray(file: string, error: ThrownError): void;
  /** Every file has a verdict or was given up, and every worker is gone. */
  complete(): void;
}

export interface DispatcherOptions {
  /** By the name used in messages. */
  tests: Map<string, Test>;
  /** What files say they need, by the same names. */
  pragmas: Pragmas;
  settings: Extract<ToJest, { kind: "setup" }>;
  workers: WorkerSource;
  /** The `TRACEPARENT` of the whole run, where its spans are sent. */
  traceparent?: string | undefined;
  clock: Clock;
  send(message: FromJest): void;
  events: DispatcherEvents;
}
