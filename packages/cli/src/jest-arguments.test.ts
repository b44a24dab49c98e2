import { expect, test } from "@jest/globals";
import { Command } from "commander";
import { declareRun } from "./commands/run/index.ts";
import { jestArgumentsOf } from "./jest-arguments-of.ts";

interface Parsed {
  rest: string[];
  options: Record<string, unknown>;
}

/** What the declared command makes of arguments, without doing anything. */
function parse(argv: string[]): Parsed {
  const program = new Command("regatta").enablePositionalOptions().exitOverride();
  const parsed: Parsed = { rest: [], options: {} };
  declareRun(program, async () => undefined);
  program.commands[0]?.action((rest: string[], options: Record<string, unknown>) => {
    Object.assign(parsed, {
      rest: jestArgumentsOf(rest, options.passWithNoTests as boolean | undefined),
      options,
    });
  });
  program.parse(["run", ...argv], { from: "user" });
  return parsed;
}

const cases: Array<[given: string, jest: string, own: Record<string, unknown>]> = [
  ["", "", {}],
  ["tests/orders -t pays", "tests/orders -t pays", {}],
  ["-t pays --accounts 4 tests/orders --bail", "-t pays tests/orders --bail", { accounts: { max: 4 } }],
  ["--accounts=4 --coverage", "--coverage", { accounts: { max: 4 } }],
  ["--config ci.ts --selectProjects e2e", "--selectProjects e2e", { config: "ci.ts" }],
  ["-- --config jest.ci.js", "--config jest.ci.js", {}],
  ["-i --config ci.ts -- --config jest.ci.js", "-i --config jest.ci.js", { config: "ci.ts" }],
  ["--pass-with-no-tests nothing", "nothing --passWithNoTests", { passWithNoTests: true }],
  ["--passWithNoTests nothing", "--passWithNoTests nothing", {}],
  ["--version", "--version", {}],
];

test.each(cases)("regatta run %s starts Jest with: %s", (given, jest, own) => {
  const split = (text: string) => text.split(" ").filter((word) => word !== "");
  const options = { holdFailedMost: 1, ...own };
  expect(parse(split(given))).toEqual({ rest: split(jest), options });
});
