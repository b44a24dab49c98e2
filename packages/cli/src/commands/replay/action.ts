import { replayRun } from "@regatta/run";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { findRun } from "../../find-run.ts";
import { detailOf, type OutputOptions } from "../../output-options.ts";
import { readFrom } from "../../read-from.ts";
import { type SelectionOptions, selectionOf } from "../../selection-options.ts";
import { version } from "../../version.ts";

export interface ReplayCommandOptions extends SelectionOptions, OutputOptions {
  run: string;
  jestArgs: string[];
  /** The options as they were given, for the log. */
  given: readonly string[];
  shard?: number;
  file?: string[];
  config?: string;
}

/** Does `regatta replay`. @throws RegattaError for bad input, before anything is touched. */
export async function replay(context: CommandContext, options: ReplayCommandOptions): Promise<number> {
  const { cwd, env, stdout, interrupt } = context;
  const { run, shard, file: files, jestArgs, given } = options;
  const config = await configFor(context, options);
  const record = await findRun({ run, cwd, outputDirectory: config.output.directory });
  const { exitCode } = await replayRun({
    config,
    record,
    cwd,
    shard,
    files,
    jestArgs,
    given,
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
