import { type Command, Help } from "commander";
import { idleProgram } from "../parse-only.ts";
import { nameOf } from "./case-of.ts";
import type { DocumentedCommand } from "./documented-commands.ts";

/** The options of Regatta's commands, each of which docs/commands.md tells, that are in none of these lines. */
export function optionsNotTyped(commands: DocumentedCommand[]): string[] {
  return leavesOf(idleProgram().program, []).flatMap(({ command, name }) => {
    const typed = new Set(
      commands
        .filter(({ args }) => nameOf(args) === name)
        .flatMap(({ args }) => args.map((word) => word.replace(/=.*/, ""))),
    );
    return new Help()
      .visibleOptions(command)
      .filter(({ long, short }) => long !== "--help" && ![long, short].some((one) => one && typed.has(one)))
      .map(
        ({ flags }) =>
          `\`regatta ${name} ${flags}\`: add a whole line to packages/cli/src/testing/documented/also-typed.ts`,
      );
  });
}

function leavesOf(command: Command, path: string[]): Array<{ command: Command; name: string }> {
  const inner = command.commands.filter((one) => one.name() !== "help");
  if (inner.length === 0) return [{ command, name: path.join(" ") }];
  return inner.flatMap((one) => leavesOf(one as Command, [...path, one.name()]));
}
