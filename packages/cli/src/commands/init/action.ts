import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { configFileNames, configTemplate } from "@regatta/config";
import { messageOf, RegattaError } from "@regatta/foundation";
import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";

const FILE = "regatta.config.ts";

const next = `
Next:
  1. Name your services in it, and add .regatta/ to .gitignore.
  2. regatta pool init                                   make the pool's table
  3. regatta pool add <account id> --role <role>         add accounts
  4. regatta plan                                        see what a run would do
  5. regatta run

No AWS at hand? \`regatta local-aws\` starts one on this machine.
`;

/** Does `regatta init`. @throws RegattaError CONFIG_EXISTS, CONFIG_NOT_WRITTEN. */
export async function init({ cwd, stdout }: CommandContext, { force }: { force?: boolean }): Promise<number> {
  const there = configFileNames.find((name) => existsSync(join(cwd, name)));
  if (there !== undefined && !force) throw exists(there);
  try {
    // The flag is for one that was written since it was looked for.
    await writeFile(join(cwd, FILE), configTemplate, { flag: force ? "w" : "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw exists(FILE);
    throw new RegattaError(`${FILE} could not be written: ${messageOf(error)}`, {
      code: "CONFIG_NOT_WRITTEN",
      source: "user",
      nextStep: "Run it in a folder you may write to.",
      cause: error,
    });
  }
  stdout.write(`Wrote ${FILE}.\n${next}`);
  return exitCode.ok;
}

function exists(name: string): RegattaError {
  return new RegattaError(`There is a configuration here already: ${name}.`, {
    code: "CONFIG_EXISTS",
    source: "user",
    nextStep: `Edit it, or write ${FILE} anew with --force.`,
  });
}
