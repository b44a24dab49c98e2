import { relative, resolve } from "node:path";
import { howToWriteJUnit, rebuildJUnit } from "@regatta/run";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { exitCode } from "../../exit-code.ts";
import { findRun } from "../../find-run.ts";

export interface JUnitOptions {
  run: string;
  config?: string;
  output?: string;
}

/** Does `regatta junit`. @throws RegattaError RUN_NOT_FOUND, or as the events cannot be read. */
export async function junit(context: CommandContext, options: JUnitOptions): Promise<number> {
  const { cwd, env, stdout } = context;
  const config = await configFor(context, options);
  const runDirectory = await findRun({ run: options.run, cwd, outputDirectory: config.output.directory });
  const junit = howToWriteJUnit(config, env);
  const output = options.output === undefined ? junit.path : resolve(cwd, options.output);
  await rebuildJUnit({ runDirectory, junit: { ...junit, path: output } });
  stdout.write(`Wrote ${relative(cwd, output) || output}.\n`);
  return exitCode.ok;
}
