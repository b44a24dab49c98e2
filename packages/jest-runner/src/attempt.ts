import type { Test, TestResult, ThrownError } from "./jest-types.ts";

/** One try at one test file, in one account. */
export interface Attempt {
  /** Unique within the Jest process. */
  readonly run: number;
  readonly test: Test;
  /** The file's name in the schedule and in messages. */
  readonly file: string;
  readonly account: string;
  /** The accounts it has beside that one. */
  readonly others: readonly string[];
  /** It was started beside one that is late. */
  readonly isCopy: boolean;
  /** What the file finds in TRACEPARENT (W3C Trace Context), where spans are sent: that of this attempt's own span. */
  readonly traceparent?: string;
  /** From 1, in the order they started; 0 before. */
  number: number;
  /** When its worker took it, monotonic ms. */
  startedAt?: number;
  durationMs: number;
  /** No worker could be started for it. */
  isUnstarted?: boolean;
  /** What happened to its tests and Jest was not told yet. */
  readonly cases: Array<[event: string, payload: unknown]>;
}

/** How an attempt stopped; from then on it no longer occupies its worker. */
export type AttemptEnd =
  /** There is, or will be, a verdict. */
  | { kind: "finished" }
  /** Stopped through no fault of its own: there will be no verdict. */
  | { kind: "cut-off"; reason: string }
  /** Its worker died before it could take the file. */
  | { kind: "never-started"; detail: string };

/** What an attempt says about its file. */
export type Verdict =
  | { kind: "result"; result: TestResult; lateErrors: ThrownError[] }
  /** Jest's runner threw instead of giving a result. */
  | { kind: "failed-to-run"; error: ThrownError; lateErrors: ThrownError[] }
  | { kind: "crashed"; how: string; output: string }
  | { kind: "timed-out"; afterMs: number; output: string };
