import { answerOfJest, asksJest, runTests } from "@regatta/run";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { detailOf, type OutputOptions } from "../../output-options.ts";
import { readFrom } from "../../read-from.ts";
import { type SelectionOptions, selectionOf } from "../../selection-options.ts";
import { timingsFrom } from "../../timings-option.ts";
import { version } from "../../version.ts";

export interface RunCommandOptions extends SelectionOptions, OutputOptions {
  jestArgs: string[];
  /** The options as they were given, for the log. */
  given: readonly string[];
  /** JUnit reports to take durations from, and globs of them. */
  timings?: string[];
  leaks?: boolean;
  retries?: number;
  backupCopies?: boolean;
  container?: { index: number; of: number };
  together?: string;
  config?: string;
  /** Accounts in which a file failed are kept: for how long each (ms), and how many. */
  holdFailed?: { durationMs: number; most: number };
}

/** Does `regatta run`. @throws RegattaError for bad input, before anything is touched. */
export async function run(context: CommandContext, options: RunCommandOptions): Promise<number> {
  const { jestArgs, given, holdFailed } = options;
  const { env, stdout, stderr, interrupt } = context;
  const config = await configFor(context, options);
  if (asksJest(jestArgs)) return answerOfJest({ config, jestArgs, env, stdout, stderr });
  const { exitCode } = await runTests({
    config,
    jestArgs,
    given,
    holdFailed,
    ...(options.leaks ? { leaks: true } : {}),
    ...(options.retries === undefined ? {} : { retries: options.retries }),
    ...(options.backupCopies ? { backupCopies: true } : {}),
    ...(options.container ? { container: options.container } : {}),
    ...(options.together === undefined ? {} : { together: options.together }),
    ...timingsFrom(context, options),
    ...selectionOf(options),
    ...detailOf(options),
    readFrom: readFrom(context),
    env,
    stdout,
    interrupt,
    version,
  });
  return exitCode;
}
