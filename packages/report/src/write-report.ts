import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { messageOf, RegattaError } from "@regatta/foundation";
import { readRunLogs } from "@regatta/run-log";
import { renderReport } from "./render-report.ts";

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
  const page = renderReport(await readRunLogs(logs));
  const target = resolve(path);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(draft, page);
    await rename(draft, target);
  } catch (cause) {
    throw new RegattaError(`The report page could not be written: ${messageOf(cause)}`, {
      code: "REPORT_NOT_WRITTEN",
      source: "user",
      nextStep: "Make the folder writable, or choose another file: `output.report` in the configuration.",
      cause,
    });
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
