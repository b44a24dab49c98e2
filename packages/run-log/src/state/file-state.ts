import type { FileOutcome, FileResult, FileVerdict } from "../events/file-result.ts";

/** One time a file was given to an account. */
export interface Attempt {
  account: string;
  /** The accounts it had beside that one. */
  others?: string[];
  startedAt: number;
  /** The run it was in, where the logs of several containers were put together. */
  runId?: string;
  /** Missing while it is under way, and where the run ended before it did. */
  end?: FinishedAttempt | CutOffAttempt;
}

export interface FinishedAttempt {
  kind: "finished";
  outcome: FileOutcome;
  durationMs: number;
  result: FileResult;
  /** The number of the event that said so: of two copies the one that began first may end last. */
  seq: number;
  /** No worker could be started for it: no line of the file was run. */
  unstarted?: true;
}

export interface CutOffAttempt {
  kind: "cut-off";
  reason: string;
  /** Its account was no longer the run's. */
  lost?: true;
}

/** An attempt that came to an end of its own. */
export type JudgedAttempt = Attempt & { end: FinishedAttempt };

/** Everything that was said of one test file. */
export interface FileState {
  file: string;
  expectedMs?: number;
  /** What became of it in its last runs: see `pastLetters`. */
  past?: string;
  /** Every one, in the order they began. */
  attempts: Attempt[];
  /** Its last result is not the final one: it waits for another attempt, or has one. */
  isTriedAgain?: boolean;
  /** Why nobody will run it any more. */
  neverRun?: string;
  /** Which other container of the run has it; with a verdict, that is the file's final one. */
  elsewhere?: {
    container: string;
    verdict?: FileVerdict;
    /** How long it took there, ms, and in which account. */
    durationMs?: number;
    where?: string;
    message?: string;
  };
}
