import type { Clock } from "@regatta/foundation";
import type { Attempt, Verdict } from "./attempt.ts";
import type { Test, ThrownError } from "./jest-types.ts";
import type { FromJest, ToJest } from "./protocol.ts";
import type { WorkerSetup } from "./worker-protocol.ts";

/** What the dispatcher reports beside its messages to the parent. */
export interface DispatcherEvents {
  /** A file is running for the first time. */
  firstStart(test: Test): void;
  /** A file has its verdict. Called once for each attempt that gets one. */
  verdict(attempt: Attempt, verdict: Verdict): void;
  /** A stop cut the file off; it will not run again. */
  cutOff(test: Test, reason: string): void;
  neverRun(test: Test, reason: string): void;
  testCase(event: string, payload: unknown): void;
  /** An error of a file whose verdict was given before. */
  stray(file: string, error: ThrownError): void;
  /** Every file has a verdict or was given up, and every worker is gone. */
  complete(): void;
}

export interface DispatcherOptions {
  /** By the name used in messages. */
  tests: Map<string, Test>;
  /** By the same names, the services a file needs; one that is left out needs all. */
  requires: Record<string, string[]>;
  settings: Extract<ToJest, { kind: "setup" }>;
  workerSetup: WorkerSetup;
  clock: Clock;
  /** Environment of this process. */
  env: NodeJS.ProcessEnv;
  send(message: FromJest): void;
  events: DispatcherEvents;
}
