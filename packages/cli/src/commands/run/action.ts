import { runTests } from "@regatta/run";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { type SelectionOptions, selectionOf } from "../../selection-options.ts";
import { version } from "../../version.ts";

export interface RunCommandOptions extends SelectionOptions {
  jestArgs: string[];
  config?: string;
}

/** Does `regatta run`. @throws RegattaError for bad input, before anything is touched. */
export async function run(context: CommandContext, options: RunCommandOptions): Promise<number> {
  const { jestArgs } = options;
  const { env, stdout, interrupt } = context;
  const config = await configFor(context, options);
  const { exitCode } = await runTests({
    config,
    jestArgs,
    ...selectionOf(options),
    env,
    stdout,
    interrupt,
    version,
  });
  return exitCode;
}
