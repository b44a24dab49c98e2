import type { ReportFile } from "./report-data.ts";

/** The worst first. */
export const verdictOrder: Array<ReportFile["verdict"]> = [
  "failed",
  "crashed",
  "timed-out",
  "cut-off",
  "never-run",
  "flaky",
  "quarantined",
  "running",
  "waiting",
  "passed",
];
