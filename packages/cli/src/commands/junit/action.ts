import { relative, resolve } from "node:path";
import { howToWriteJUnit, rebuildJUnit } from "@regatta/run";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { exitCode } from "../../exit-code.ts";
import { findLogs, ofContainers } from "../../find-logs.ts";

export interface JUnitOptions {
  runs: string[];
  config?: string;
  output?: string;
}

/** Does `regatta junit`. @throws RegattaError RUN_NOT_FOUND, LOGS_APART, or as the events cannot be read. */
export async function junit(context: CommandContext, options: JUnitOptions): Promise<number> {
  const { cwd, env, stdout } = context;
  const config = await configFor(context, options);
  const { logs } = await findLogs({ runs: options.runs, cwd, outputDirectory: config.output.directory });
  const junit = howToWriteJUnit(config, env);
  const output = options.output === undefined ? junit.path : resolve(cwd, options.output);
  await rebuildJUnit({ logs, junit: { ...junit, path: output } });
  stdout.write(`Wrote ${relative(cwd, output) || output}${ofContainers(logs)}.\n`);
  return exitCode.ok;
}
