// Every command of Regatta's in README.md and docs, run in bash in a world of its own.
import { strict as assert } from "node:assert";
import { fromCli } from "./from-cli.mjs";

export async function tryCommands({ wanted, report }) {
  const { documentedCommands, documentedPages } = await fromCli("documented/documented-commands");
  const { tryCommand } = await fromCli("documented/try-command");
  const { runInBash } = await fromCli("documented/run-in-bash");
  const { otherLinesOf, unknownLines } = await fromCli("documented/other-lines");
  const { optionsNotTyped } = await fromCli("documented/options-not-typed");
  const { notCovered } = await fromCli("documented/not-covered");
  const { commands, mentions } = await documentedCommands();
  await report("every command, every option and every other line is known", () => {
    const others = documentedPages().flatMap((page) =>
      unknownLines(page, Object.values(otherLinesOf(page)).flat()),
    );
    const unknown = [...notCovered(mentions, commands), ...optionsNotTyped(commands), ...others];
    assert.equal(unknown.length, 0, unknown.join("\n"));
  });
  for (const command of commands) {
    const title = `${command.shell}   (${command.pages.join(", ") || "its options"})`;
    if (wanted(title)) await report(title, () => tryCommand(command, runInBash));
  }
}
