import type { Attempt, AttemptEnd, Verdict } from "./attempt.ts";
import type { ThrownError } from "./jest-types.ts";

/** Runs attempts of an account one after the other, and finds out what became of each. */
export interface FileWorker {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** It can take a file now. */
  readonly isFree: boolean;
  /** It runs a file, or holds a verdict back. */
  readonly isBusy: boolean;
  /**
   * Gives it a file; it must be free.
   * @param outputs what the file finds in REGATTA_OUTPUTS.
   * @param accounts what it finds in REGATTA_ACCOUNTS.
   */
  run(attempt: Attempt, outputs: string, accounts?: string): void;
  /** Kills it with all it has started. Its attempt is cut off; what it held back is given as it stands. */
  kill(reason: string): void;
  /** Lets it exit in order. Resolves when it is gone. */
  end(): Promise<void>;
}

/** What a worker reports; all of it synchronously, so that the schedule is never behind. */
export interface WorkerEvents {
  started(attempt: Attempt): void;
  /** The attempt no longer occupies the worker. Called once for each attempt. */
  ended(attempt: Attempt, end: AttemptEnd): void;
  /** Called once for each attempt that ended `finished`, then or later. */
  settled(attempt: Attempt, verdict: Verdict): void;
  /** An error (or an exit) came of a file whose verdict was given before. */
  stray(run: number, error: ThrownError): void;
  testCase(attempt: Attempt | undefined, event: string, payload: unknown): void;
  gone(worker: FileWorker): void;
}
