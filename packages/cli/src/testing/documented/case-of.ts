import { byHandCases } from "./cases/by-hand-cases.ts";
import { cleanCases } from "./cases/clean-cases.ts";
import { poolCases } from "./cases/pool-cases.ts";
import { recordCases } from "./cases/record-cases.ts";
import { runCases } from "./cases/run-cases.ts";
import { setupCases } from "./cases/setup-cases.ts";
import type { CommandCase } from "./command-case.ts";

/** How each command of Regatta's is tried, by its name. */
export const commandCases: Record<string, CommandCase> = {
  ...runCases,
  ...recordCases,
  ...poolCases,
  ...byHandCases,
  ...cleanCases,
  ...setupCases,
};

/** The name of the command that these arguments begin with; undefined where nothing says how it is tried. */
export function nameOf(args: string[]): string | undefined {
  return [args.slice(0, 2).join(" "), args[0] ?? ""].find((name) => Object.hasOwn(commandCases, name));
}

/** How the command that these arguments begin with is tried. @throws Error that says where to add it. */
export function caseOf(args: string[]): CommandCase {
  const found = commandCases[nameOf(args) ?? ""];
  if (found !== undefined) return found;
  throw new Error(
    `nothing says how \`regatta ${args.join(" ")}\` is tried: add a case to packages/cli/src/testing/documented/cases`,
  );
}
