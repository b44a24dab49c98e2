import { readRunLogs } from "@regatta/run-log";
import { renderReport } from "./render-report.ts";
import { writePage } from "./write-page.ts";

export interface WriteReportOptions {
  /** The file of the run's events; those of all its containers. */
  logs: readonly string[];
  /** Where the page goes; its folder is made. */
  path: string;
}

/**
 * Writes the page of a run from its events, whole or not at all.
 * @throws RegattaError RUN_LOG_MISSING, RUN_LOG_BROKEN, LOGS_APART as the events cannot be read; REPORT_NOT_WRITTEN.
 */
export async function writeReport({ logs, path }: WriteReportOptions): Promise<void> {
  await writePage({
    page: renderReport(await readRunLogs(logs)),
    what: "The report page",
    path,
    nextStep: "Make the folder writable, or choose another file: `output.report` in the configuration.",
  });
}
