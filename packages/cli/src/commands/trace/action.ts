import { join, relative, resolve } from "node:path";
import { writeTrace } from "@regatta/telemetry";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { exitCode } from "../../exit-code.ts";
import { findLogs, ofContainers } from "../../find-logs.ts";

export interface TraceOptions {
  runs: string[];
  config?: string;
  output?: string;
}

/** Does `regatta trace`. @throws RegattaError RUN_NOT_FOUND, LOGS_APART, TRACE_NOT_WRITTEN, or as the events cannot be read. */
export async function trace(context: CommandContext, options: TraceOptions): Promise<number> {
  const { cwd, stdout } = context;
  const config = await configFor(context, options);
  const { logs, folder } = await findLogs({
    runs: options.runs,
    cwd,
    outputDirectory: config.output.directory,
  });
  const output = options.output === undefined ? join(folder, "trace.json") : resolve(cwd, options.output);
  await writeTrace({ logs, output });
  stdout.write(
    `Wrote ${relative(cwd, output) || output}${ofContainers(logs)}. Open it at https://ui.perfetto.dev.\n`,
  );
  return exitCode.ok;
}
