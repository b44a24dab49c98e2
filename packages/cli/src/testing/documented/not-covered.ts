import { commandCases, nameOf } from "./case-of.ts";
import type { DocumentedCommand, Mention } from "./documented-commands.ts";
import { unknownPlaceholders } from "./placeholders.ts";

/** What docs/telemetry.md calls the kinds of a run, which look like commands. */
const NAMES = ["tests", "warm"];

/**
 * What pages mention and nobody types: a command, or one of its options, that is in none of the lines that are run.
 * @returns in words, with what to do.
 */
export function notCovered(mentions: Mention[], commands: DocumentedCommand[]): string[] {
  return [...commands.flatMap(notReady), ...mentions.flatMap((mention) => notTyped(mention, commands))];
}

function notReady({ args, shell, pages }: DocumentedCommand): string[] {
  const where = `\`${shell}\` (${pages.join(", ")})`;
  const unknown = unknownPlaceholders(shell).map(
    (one) => `${where}: say what ${one} stands for in packages/cli/src/testing/documented/placeholders.ts`,
  );
  const isKnown = nameOf(args) !== undefined || args.includes("--help");
  return isKnown
    ? unknown
    : [...unknown, `${where}: add a case to packages/cli/src/testing/documented/cases`];
}

function notTyped({ args, pages }: Mention, commands: DocumentedCommand[]): string[] {
  const name = nameOf(args);
  if (NAMES.includes(args.join(" ")) || isGroup(args)) return [];
  const where = `\`regatta ${args.join(" ")}\` (${pages.join(", ")})`;
  if (name === undefined) return [`${where}: add a case to packages/cli/src/testing/documented/cases`];
  const typed = new Set(
    commands.filter((one) => nameOf(one.args) === name).flatMap(({ args: words }) => words),
  );
  const missing = args
    .filter((word) => word.startsWith("-") && word !== "--help")
    .map((word) => word.replace(/=.*/, ""))
    .filter((option) => !typed.has(option));
  if (typed.size > 0 && missing.length === 0) return [];
  return [`${where}: add a whole line to packages/cli/src/testing/documented/also-typed.ts`];
}

/** `regatta pool`, which is a group of commands. */
function isGroup([first, ...rest]: string[]): boolean {
  return rest.length === 0 && Object.keys(commandCases).some((name) => name.startsWith(`${first} `));
}
