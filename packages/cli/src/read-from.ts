import type { CommandContext } from "./command-context.ts";

/**
 * Where whoever gave the command is: of a package's script, which npm starts in the package's folder, where npm was called
 * (https://docs.npmjs.com/cli/commands/npm-run-script: INIT_CWD). Absolute.
 */
export function readFrom({ cwd, env }: Pick<CommandContext, "cwd" | "env">): string {
  return env.INIT_CWD || cwd;
}
