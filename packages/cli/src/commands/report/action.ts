import { stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { writeReport } from "@regatta/report";
import { eventsFileName } from "@regatta/run-log";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { exitCode } from "../../exit-code.ts";
import { findRun } from "../../find-run.ts";
import { startBrowser } from "../../start-browser.ts";

export interface ReportOptions {
  run: string;
  config?: string;
  output?: string;
  open?: boolean;
}

/** Does `regatta report`. @throws RegattaError RUN_NOT_FOUND, REPORT_NOT_WRITTEN, BROWSER_NOT_OPENED, or as the events cannot be read. */
export async function report(context: CommandContext, options: ReportOptions): Promise<number> {
  const { cwd, env, stdout } = context;
  const { output } = await configFor(context, options);
  const found = await findRun({ run: options.run, cwd, outputDirectory: output.directory });
  const events = (await stat(found)).isDirectory() ? join(found, eventsFileName) : found;
  const path =
    options.output === undefined ? join(dirname(events), "report.html") : resolve(cwd, options.output);
  await writeReport({ events, path });
  stdout.write(`Wrote ${relative(cwd, path) || path}.\n`);
  if (options.open) await startBrowser({ page: path, env, instead: `Open ${path} yourself.` });
  return exitCode.ok;
}
