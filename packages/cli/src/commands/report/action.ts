import { join, relative, resolve } from "node:path";
import { writeReport } from "@regatta/report";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { exitCode } from "../../exit-code.ts";
import { findLogs, ofContainers } from "../../find-logs.ts";
import { startBrowser } from "../../start-browser.ts";

export interface ReportOptions {
  runs: string[];
  config?: string;
  output?: string;
  open?: boolean;
}

/** Does `regatta report`. @throws RegattaError RUN_NOT_FOUND, LOGS_APART, REPORT_NOT_WRITTEN, BROWSER_NOT_OPENED, or as the events cannot be read. */
export async function report(context: CommandContext, options: ReportOptions): Promise<number> {
  const { cwd, env, stdout } = context;
  const { output } = await configFor(context, options);
  const { logs, folder } = await findLogs({ runs: options.runs, cwd, outputDirectory: output.directory });
  const path = options.output === undefined ? join(folder, "report.html") : resolve(cwd, options.output);
  await writeReport({ logs, path });
  stdout.write(`Wrote ${relative(cwd, path) || path}${ofContainers(logs)}.\n`);
  if (options.open) await startBrowser({ page: path, env, instead: `Open ${path} yourself.` });
  return exitCode.ok;
}
