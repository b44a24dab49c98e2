import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { readRequires, requiresOf } from "./read-requires.ts";
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
    expect(requiresOf(text, docblock)).toEqual(expected);
  });
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-requires-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("of many files those with the pragma are named, and one that is gone is left to Jest", () => {
  writeFileSync(join(folder, "a.test.js"), "/** @requires orders */");
  writeFileSync(join(folder, "b.test.js"), "test('x', () => {});");
  const named = new Map(
    ["a.test.js", "b.test.js", "gone.test.js"].map((name) => [name, { path: join(folder, name) }]),
  );
  expect(readRequires(named, docblockOf("jest"))).toEqual({ "a.test.js": ["orders"] });
});
