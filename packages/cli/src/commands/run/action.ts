import { runTests } from "@regatta/run";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { version } from "../../version.ts";

export interface RunCommandOptions {
  jestArgs: string[];
  accounts?: number;
  config?: string;
}

/** Does `regatta run`. @throws RegattaError for bad input, before anything is touched. */
export async function run(context: CommandContext, options: RunCommandOptions): Promise<number> {
  const { jestArgs, accounts } = options;
  const { env, stdout, interrupt } = context;
  const config = await configFor(context, options);
  const { exitCode } = await runTests({
    config,
    jestArgs,
    ...(accounts === undefined ? {} : { accounts }),
    env,
    stdout,
    interrupt,
    version,
  });
  return exitCode;
}
