import type { Command } from "commander";
import { withWaitingOptions } from "../../accounts-options.ts";
import type { Perform } from "../../command-context.ts";
import { givenOptions } from "../../given-options.ts";
import { helpText } from "../../help-text.ts";
import { jestArgumentsOf } from "../../jest-arguments-of.ts";
import { type OutputOptions, withJestsVerbose, withOutputOptions } from "../../output-options.ts";
import { wholeNumber } from "../../parse-option.ts";
import { type SelectionOptions, withSelectionOptions } from "../../selection-options.ts";

interface Options extends SelectionOptions, OutputOptions {
  config?: string;
  shard?: number;
  file?: string[];
}

const examples = `
Jest gets the arguments it had then; an option given here takes the place of the same one. What differs from then (commit,
services, files that are gone) is told first.

Examples:
  regatta replay latest                               all of it, in the order in which it was started
  regatta replay 20260131T1015 --shard 2              what ran in that run's second account
  regatta replay latest --file tests/pay.test.ts -t "pays twice"
  regatta replay artifacts/ --shard 3 --account anna  what CI's third container ran, in your own account
  regatta replay reports/regatta-junit.xml            from a report alone
`;

/** Declares `regatta replay`. */
export function declareReplay(program: Command, perform: Perform): void {
  const command = program
    .command("replay")
    .summary("run what an earlier run ran, in its order")
    .description(
      "Runs the test files of an earlier run again in one account, one after the other, in their order.",
    )
    .usage("<run> [options] [jest arguments…]")
    .argument(
      "<run>",
      "its id or the beginning of it, `latest`, its folder or events, artifacts of several containers, or a JUnit report",
    )
    .argument("[jest-arguments...]", "options and patterns for Jest")
    .option(
      "--shard <k>",
      "only what its k-th account ran, or of several containers the k-th one",
      wholeNumber(1, 10_000),
    )
    .option("--file <path>", "only this file; can be repeated", (path: string, before: string[] = []) => [
      ...before,
      path,
    ])
    .option(
      "--account <account>",
      "where: an account of your own, or one of the pool; any of the pool when left out",
    );
  withWaitingOptions(command);
  withOutputOptions(command, ", Jest too");
  withSelectionOptions(command)
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .allowUnknownOption()
    .addHelpText("after", helpText(examples));
  const given = givenOptions(command);
  command.action((run: string, rest: string[], options: Options) =>
    perform(async (context) => {
      const { replay } = await import("./action.ts");
      const jestArgs = withJestsVerbose(jestArgumentsOf(rest, undefined), options);
      return replay(context, { ...options, run, jestArgs, given });
    }),
  );
}
