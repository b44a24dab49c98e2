import { warmPool } from "@regatta/run";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { detailOf, type OutputOptions } from "../../output-options.ts";
import { readFrom } from "../../read-from.ts";
import { version } from "../../version.ts";

export interface PoolWarmOptions extends OutputOptions {
  /** The options as they were given, for the log. */
  given: readonly string[];
  ref?: string;
  count?: number;
  leave?: number;
  json?: boolean;
  config?: string;
}

/** Does `regatta pool warm`. @throws RegattaError for bad input, before anything is touched. */
export async function poolWarm(context: CommandContext, options: PoolWarmOptions): Promise<number> {
  const { env, stdout, stderr, interrupt } = context;
  const { ref, count, leave, json, given } = options;
  const config = await configFor(context, options);
  const result = await warmPool({
    config,
    given,
    readFrom: readFrom(context),
    ...(ref === undefined ? {} : { ref }),
    ...(count === undefined ? {} : { count }),
    ...(leave === undefined ? {} : { leave }),
    ...detailOf(options),
    env,
    stdout: json ? stderr : stdout,
    interrupt,
    version,
  });
  if (json) stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return result.exitCode;
}
