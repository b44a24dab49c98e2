import { join, relative, resolve } from "node:path";
import { writeTrace } from "@regatta/telemetry";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { exitCode } from "../../exit-code.ts";
import { findRun } from "../../find-run.ts";

export interface TraceOptions {
  run: string;
  config?: string;
  output?: string;
}

/** Does `regatta trace`. @throws RegattaError RUN_NOT_FOUND, TRACE_NOT_WRITTEN, or as the events cannot be read. */
export async function trace(context: CommandContext, options: TraceOptions): Promise<number> {
  const { cwd, stdout } = context;
  const config = await configFor(context, options);
  const runDirectory = await findRun({ run: options.run, cwd, outputDirectory: config.output.directory });
  const output =
    options.output === undefined ? join(runDirectory, "trace.json") : resolve(cwd, options.output);
  await writeTrace({ runDirectory, output });
  stdout.write(`Wrote ${relative(cwd, output) || output}. Open it at https://ui.perfetto.dev.\n`);
  return exitCode.ok;
}
