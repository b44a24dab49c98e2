// Every command of Regatta's in README.md and docs, run in bash in a world of its own.
import { strict as assert } from "node:assert";
import { fromCli } from "./from-cli.mjs";

export async function tryCommands({ wanted, report }) {
  const { documentedCommands, documentedPages } = await fromCli("documented/documented-commands");
  const { tryCommand } = await fromCli("documented/try-command");
  const { runInBash } = await fromCli("documented/run-in-bash");
  const { otherLinesOf, unknownLines } = await fromCli("documented/other-lines");
  const { notCovered } = await fromCli("documented/not-covered");
  const { commands, mentions } = await documentedCommands();
  await report("every command and every other line is known", () => {
    const others = documentedPages().flatMap((page) =>
      unknownLines(page, Object.values(otherLinesOf(page)).flat()),
    );
    const unknown = [...notCovered(mentions, commands), ...others];
    assert.equal(unknown.length, 0, unknown.join("\n"));
  });
  for (const command of commands) {
    if (!wanted(command.shell)) continue;
    await report(`${command.shell}   (${command.pages.join(", ")})`, () => tryCommand(command, runInBash));
  }
}
