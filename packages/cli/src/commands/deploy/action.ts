import { writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { messageOf, RegattaError } from "@regatta/foundation";
import { type DeployResult, deployServices } from "@regatta/run";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { detailOf, type OutputOptions } from "../../output-options.ts";
import { readFrom } from "../../read-from.ts";
import { type SelectionOptions, selectionOf } from "../../selection-options.ts";
import { version } from "../../version.ts";

export interface DeployCommandOptions extends SelectionOptions, OutputOptions {
  config?: string;
  /** The options as they were given, for the log. */
  given: readonly string[];
  /** A file for the outputs. */
  outputs?: string;
  json?: boolean;
}

/** Does `regatta deploy`. @throws RegattaError for bad input, before anything is touched; OUTPUTS_NOT_WRITTEN. */
export async function deploy(context: CommandContext, options: DeployCommandOptions): Promise<number> {
  const { env, stdout, stderr, interrupt } = context;
  const { json, outputs, given } = options;
  const config = await configFor(context, options);
  const result = await deployServices({
    config,
    ...selectionOf(options),
    ...detailOf(options),
    given,
    readFrom: readFrom(context),
    env,
    // What is printed for programs has standard output for itself.
    stdout: json ? stderr : stdout,
    interrupt,
    version,
  });
  if (json) stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (outputs !== undefined) await writeOutputs(context, result, outputs);
  return result.exitCode;
}

// Never in the run's folder, which CI keeps as an artifact for many to read.
async function writeOutputs(
  { cwd, stderr }: CommandContext,
  result: DeployResult,
  file: string,
): Promise<void> {
  const path = resolve(cwd, file);
  const byAccount = Object.fromEntries(result.accounts.map(({ account, outputs }) => [account, outputs]));
  try {
    await writeFile(path, `${JSON.stringify(byAccount, null, 2)}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new RegattaError(`The outputs could not be written: ${messageOf(cause)}`, {
      code: "OUTPUTS_NOT_WRITTEN",
      source: "user",
      nextStep: "Name a file that can be written; what was deployed stays, and a second deploy skips it.",
      cause,
    });
  }
  stderr.write(`outputs ${relative(cwd, path) || path}\n`);
}
