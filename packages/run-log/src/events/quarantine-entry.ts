/** Files, or tests of them, known to be flaky: reported, and not failing the run until a date. */
export interface QuarantineEntry {
  /** A path relative to Jest's rootDir, or a glob of such. */
  file: string;
  /** The full name of a test, its `describe` blocks before it, `*` for any text; the whole file when left out. */
  test?: string | undefined;
  /** The last day it holds, `YYYY-MM-DD` in UTC. */
  until: string;
  reason?: string | undefined;
  ticket?: string | undefined;
}

/** An entry that holds during a run. */
export interface QuarantineInForce extends QuarantineEntry {
  /** Those of the run that it is about. */
  files: string[];
}
