import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { pragmasOf, readPragmas } from "./read-pragmas.ts";
import type { Docblock } from "./user-jest.ts";

const core = (version: string) => {
  const require = createRequire(createRequire(import.meta.url).resolve(`${version}/package.json`));
  return createRequire(createRequire(require.resolve("jest-cli")).resolve("@jest/core"));
};
const docblockOf = (version: string) =>
  createRequire(core(version).resolve("jest-runner"))("jest-docblock") as Docblock;

describe.each(["jest", "jest-29"])("with the docblock reader of %s", (version) => {
  const docblock = docblockOf(version);

  test.each<[string, string[] | undefined, string]>([
    ["one service", ["orders"], "/** @requires orders */\ntest('x', () => {});"],
    ["commas and blanks", ["a", "b", "c"], "/**\n * @requires a, b  c\n */\n"],
    ["several lines add up, twins count once", ["a", "b"], "/**\n * @requires a\n * @requires b,a\n */\n"],
    ["a line that goes on", ["a", "orders"], "/**\n * @requires a,\n *   orders\n */\n"],
    ["a line that goes on to the very end", ["a", "orders"], "/**\n * @requires a,\n *   orders */"],
    [
      "among other pragmas, after blank lines and words",
      ["a"],
      "\n\n/**\n * Orders.\n *\n * @jest-environment node\n * @requires a\n * @group slow\n */",
    ],
    ["Windows line ends", ["a", "b"], "/**\r\n * @requires a\r\n * @requires b\r\n */\r\n"],
    ["nothing named", [], "/**\n * @requires\n */\n"],
    ["no pragma", undefined, "/**\n * Orders.\n */\n"],
    ["not the first thing in the file", undefined, "import 'x';\n/** @requires a */\n"],
    ["in the middle of a sentence", undefined, "/**\n * Whoever says @requires orders waits less.\n */\n"],
    ["another word that begins so", undefined, "/** @requiresNothing a */\n"],
  ])("%s", (_, expected, text) => {
    expect(pragmasOf(text, docblock)?.requires).toEqual(expected);
  });
});

function readAll(...names: string[]) {
  const paths = names.map((name): [string, { path: string }] => {
    return [`${name}.test.js`, { path: join(folder, `${name}.test.js`) }];
  });
  return readPragmas(new Map(paths), docblockOf("jest"));
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-requires-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("of many files those with a pragma are named, and one that is gone is left to Jest", () => {
  writeFileSync(join(folder, "a.test.js"), "/** @requires orders */");
  writeFileSync(join(folder, "b.test.js"), "test('x', () => {});");
  writeFileSync(join(folder, "c.test.js"), "/**\n * @exclusive\n * @lock mail, x\n * @accounts 2\n */");
  writeFileSync(join(folder, "d.test.js"), "/** @accounts 1 */");
  expect(readAll("a", "b", "c", "d", "gone")).toEqual({
    requires: { "a.test.js": ["orders"] },
    exclusive: ["c.test.js"],
    locks: { "c.test.js": ["mail", "x"] },
    accounts: { "c.test.js": 2 },
    mistakes: [],
  });
});

test.each([
  ["@accounts two", '@accounts takes one whole number, such as 2, not "two".'],
  ["@accounts", '@accounts takes one whole number, such as 2, not "".'],
  ["@accounts 0", '@accounts takes one whole number, such as 2, not "0".'],
  ["@accounts 2 3", '@accounts takes one whole number, such as 2, not "2 3".'],
  ["@exclusive false", '@exclusive stands alone, without "false".'],
  ["@lock", "@lock names no lock."],
])("what %s means nobody can tell", (pragma, mistake) => {
  writeFileSync(join(folder, "a.test.js"), `/** ${pragma} */`);
  expect(readAll("a")).toMatchObject({
    exclusive: [],
    locks: {},
    accounts: {},
    mistakes: [`a.test.js: ${mistake}`],
  });
});
