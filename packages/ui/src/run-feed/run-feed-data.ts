import type { ReportData } from "@regatta/report";

/** What the Run tab shows. */
export interface RunFeedData {
  /** Those there are, the latest first. */
  runs: RunEntry[];
  /** The id of the one that is shown; missing where there is none yet. */
  shown?: string;
  /** What is known of that one; missing where it has written nothing yet. */
  report?: ReportData;
}

/** A run in the list of those there are. */
export interface RunEntry {
  id: string;
  /** When it began, ms since the epoch; missing where its first line is not there yet. */
  startedAt?: number;
  /** `tests`, or what else it did. */
  purpose?: string;
  /** How it goes or went. `killed`: it has no end, and nobody is at it. */
  state: "under-way" | "passed" | "failed" | "infrastructure" | "interrupted" | "killed";
  /** How it ended, a sentence. */
  reason?: string;
}
