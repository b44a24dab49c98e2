import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { messageOf, RegattaError } from "@regatta/foundation";
import { readTemplate, type TemplateName } from "@regatta/setup";
import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";

/** Does `regatta setup`. @throws RegattaError TEMPLATE_NOT_WRITTEN. */
export async function setup(
  { cwd, stdout }: CommandContext,
  template: string,
  { output }: { output?: string },
): Promise<number> {
  const text = readTemplate(template as TemplateName);
  if (output === undefined) {
    stdout.write(text);
    return exitCode.ok;
  }
  try {
    await writeFile(resolve(cwd, output), text);
  } catch (error) {
    throw new RegattaError(`The template could not be written to ${output}: ${messageOf(error)}`, {
      code: "TEMPLATE_NOT_WRITTEN",
      source: "user",
      nextStep: "Name a file in a folder that is there and that you may write to.",
      cause: error,
    });
  }
  stdout.write(`Wrote ${output}. How to deploy it: regatta setup --help\n`);
  return exitCode.ok;
}
