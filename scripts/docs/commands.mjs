// Every command of Regatta's in README.md and docs, run in bash in a world of its own.
import { fromCli } from "./from-cli.mjs";

export async function tryCommands({ wanted, report }) {
  const { documentedCommands } = await fromCli("documented/documented-commands");
  const { tryCommand } = await fromCli("documented/try-command");
  const { runInBash } = await fromCli("documented/run-in-bash");
  const { commands } = await documentedCommands();
  for (const command of commands) {
    if (!wanted(command.shell)) continue;
    await report(`${command.shell}   (${command.pages.join(", ")})`, () => tryCommand(command, runInBash));
  }
}
