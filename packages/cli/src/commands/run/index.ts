import type { Command } from "commander";
import { withAccountsOptions, withWaitingOptions } from "../../accounts-options.ts";
import type { Perform } from "../../command-context.ts";
import { givenOptions } from "../../given-options.ts";
import { helpText } from "../../help-text.ts";
import { jestArgumentsOf } from "../../jest-arguments-of.ts";
import { type OutputOptions, withJestsVerbose, withOutputOptions } from "../../output-options.ts";
import { containerOf, durationUpTo, wholeNumber } from "../../parse-option.ts";
import { type SelectionOptions, withSelectionOptions } from "../../selection-options.ts";
import { takeReports, withTimingsOption } from "../../timings-option.ts";

interface Options extends SelectionOptions, OutputOptions {
  config?: string;
  leaks?: boolean;
  retries?: number;
  backupCopies?: boolean;
  container?: { index: number; of: number };
  together?: string;
  timings?: string[];
  passWithNoTests?: boolean;
  holdFailed?: number | true;
  holdFailedMost: number;
}

const HOUR_MS = 3_600_000;

const examples = `
Every option that is not listed goes to Jest, as do patterns. After -- everything does.

Examples:
  regatta run                                 every test file
  regatta run tests/orders -t "pays twice"    some of them, as Jest selects
  regatta run --accounts 4 --bail             in 4 accounts, until the first failure
  regatta run --accounts 2..8 --wait 10m      begins as soon as 2 accounts are free, takes up to 8
  regatta run --accounts auto                 in as many as are worth it, by the recorded times
  regatta run --account anna --skip search    in an account of your own, with search left as it is there
  regatta run --account anna --shard 3/8      the files that CI's third of eight containers has
  regatta run --container 2/3 --together "$ID"  one of three machines that share the test files
  regatta run --hold-failed 2h                keeps one account in which a file failed, for pool shell
  regatta run -- --config jest.e2e.config.js  an option that both have, meant for Jest
`;

/** Declares `regatta run`. */
export function declareRun(program: Command, perform: Perform): void {
  const command = program
    .command("run")
    .summary("run test files over accounts of the pool")
    .description(
      "Leases accounts, deploys what is missing in each, runs Jest's test files over them in parallel, " +
        "writes a JUnit report, and hands every account back.",
    )
    .usage("[options] [jest arguments…]")
    .argument("[jest-arguments...]", "options and patterns for Jest");
  withAccountsOptions(command, { canBegin: true });
  withWaitingOptions(command);
  withSelectionOptions(command);
  command
    .optionsGroup("Test files:")
    .option(
      "--retries <n>",
      "try a file that failed again so many times, in another account",
      wholeNumber(0, 10),
    )
    .option("--backup-copies", "give a file that is late a second copy in an account with nothing to do")
    .option("--leaks", "name the test files that leave something behind in their account")
    .option("--pass-with-no-tests", "succeed when no test file is selected")
    .option(
      "--hold-failed [duration]",
      "keep an account in which a file failed as it is, to look into it; default: 1h",
      durationUpTo(24 * HOUR_MS),
    )
    .option(
      "--hold-failed-most <n>",
      "how many accounts --hold-failed keeps at most",
      wholeNumber(1, 100),
      1,
    );
  withTimingsOption(command);
  withOutputOptions(command, ", Jest too");
  command
    .optionsGroup("Several machines:")
    .option(
      "--container <k/n>",
      "this is one of several containers that share the test files; default: as CI's variables say",
      containerOf,
    )
    .option(
      "--together <key>",
      "what the containers of one run have in common; default: as CI's variables say",
    )
    .optionsGroup("Options:")
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .allowUnknownOption()
    .addHelpText("after", helpText(examples));
  const given = givenOptions(command);
  command.action((words: string[], { passWithNoTests, holdFailed, holdFailedMost, ...options }: Options) =>
    perform(async (context) => {
      const { run } = await import("./action.ts");
      const { rest, ...reports } = takeReports(words, options.timings);
      const jestArgs = withJestsVerbose(jestArgumentsOf(rest, passWithNoTests), options);
      const durationMs = holdFailed === true ? HOUR_MS : holdFailed;
      const kept = durationMs === undefined ? {} : { holdFailed: { durationMs, most: holdFailedMost } };
      return run(context, { ...options, ...reports, ...kept, jestArgs, given });
    }),
  );
}
