import type { ReportFile } from "./report-data.ts";

/** The worst first, and then what has none yet. */
export const verdictOrder: Array<ReportFile["verdict"]> = [
  "failed",
  "crashed",
  "timed-out",
  "cut-off",
  "never-run",
  "flaky",
  "quarantined",
  "passed",
  "running",
  "waiting",
];
