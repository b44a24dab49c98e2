import { expect, test } from "@jest/globals";
import { caseOf } from "./testing/documented/case-of.ts";
import {
  type DocumentedCommand,
  documentedCommands,
  documentedPages,
} from "./testing/documented/documented-commands.ts";
import { notCovered } from "./testing/documented/not-covered.ts";
import { otherLinesOf, unknownLines } from "./testing/documented/other-lines.ts";
import { runInside } from "./testing/documented/run-inside.ts";
import { tryCommand } from "./testing/documented/try-command.ts";

/*
 * The commands of README.md and docs that are cheap to run, inside this process; `npm run test:docs` runs all of them in bash.
 */

const { commands, mentions } = await documentedCommands();

test("whatever the pages tell their readers to type is known to `npm run test:docs`", () => {
  expect(notCovered(mentions, commands)).toEqual([]);
});

test("what nothing says how to try is told, with what to do about it", () => {
  const line = { args: ["fly", "--high"], shell: "regatta fly --high <mountain>", pages: ["docs/a.md"] };
  const run = { args: ["run"], shell: "regatta run", pages: [] };
  const mentioned = { ...line, args: ["run", "--no-such"] };
  expect(notCovered([mentioned], [run, line])).toEqual([
    expect.stringMatching(/^`regatta fly --high <mountain>` \(docs\/a\.md\): say what <mountain> stands for/),
    expect.stringMatching(/^`regatta fly --high <mountain>` \(docs\/a\.md\): add a case to /),
    expect.stringMatching(/^`regatta run --no-such` \(docs\/a\.md\): add a whole line to /),
  ]);
});

test("whatever else stands in a block is typed as well, or there is a reason", () => {
  expect(documentedPages().flatMap((page) => unknownLines(page, otherLinesOf(page).blocks))).toEqual([]);
  const text =
    "Say `aws s3 ls`.\n```sh\n# first\nls \\\n  -l   # all\nnpx regatta run\n```\n```\n  aws s3 cp\nfine\n```\n";
  const lines = otherLinesOf("docs/a.md", text);
  expect(lines).toEqual({ blocks: ["ls -l", "aws s3 cp"], sentences: ["aws s3 ls"] });
  expect(unknownLines("docs/a.md", lines.blocks)).toHaveLength(2);
});

function isCheap({ args, shell, pages }: DocumentedCommand): boolean {
  if (pages.length === 0) return false;
  if (/[|>]|&&/.test(shell)) return false;
  return (
    args.includes("--help") || (caseOf(args).isQuick === true && caseOf(args).goesOn?.(args) === undefined)
  );
}

const cheap = new Map(commands.filter(isCheap).map((command) => [command.args.join(" "), command]));

test.each([...cheap])("regatta %s does what it should", async (_, command) => {
  await tryCommand(command, runInside);
});
