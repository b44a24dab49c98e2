/** One time a file was given to an account. */
export interface PastStart {
  /** As the record names it: relative to Jest's rootDir, or to where Jest was started. */
  file: string;
  /** `<id>/<region>`; undefined where the record does not say. */
  account?: string;
  /** ms since the epoch. */
  at: number;
}

/** What is on record of a run that was, as far as it takes to run the same again. */
export interface PastRun {
  runId?: string;
  /** Of its work tree. */
  commit?: string;
  /** Which of the containers of one job it was, counted from 1; undefined for a run on one machine. */
  container?: number;
  /** What Jest was started with; undefined where the record does not say. */
  argv?: readonly string[];
  /** By service, the first digits of the fingerprint that was wanted. */
  fingerprints?: Readonly<Record<string, string>>;
  /** In the order they were. */
  starts: readonly PastStart[];
  /** Files that were selected and never started. */
  neverStarted: readonly string[];
}
