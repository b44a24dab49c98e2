import type { Command } from "commander";
import { withAccountsOptions, withWaitingOptions } from "../../accounts-options.ts";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { jestArgumentsOf } from "../../jest-arguments-of.ts";
import { type SelectionOptions, withSelectionOptions } from "../../selection-options.ts";
import { takeReports, withTimingsOption } from "../../timings-option.ts";

interface Options extends SelectionOptions {
  config?: string;
  timings?: string[];
  passWithNoTests?: boolean;
  explain?: boolean;
  json?: boolean;
}

const examples = `
Takes the same arguments as \`regatta run\`. Reads the pool, the stacks and the list of tests; changes nothing.

Examples:
  regatta plan
  regatta plan tests/orders --accounts 2
  regatta plan --explain
  regatta plan --json | jq '.files | length'
`;

/** Declares `regatta plan`. */
export function declarePlan(program: Command, perform: Perform): void {
  const command = program
    .command("plan")
    .summary("show what a run would do; touches nothing")
    .description(
      "Shows which accounts a run would lease, what it would deploy there and why, and what it would run.",
    )
    .usage("[options] [jest arguments…]")
    .argument("[jest-arguments...]", "options and patterns for Jest");
  withAccountsOptions(command, { canBegin: true });
  withWaitingOptions(command);
  withTimingsOption(command);
  withSelectionOptions(command)
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .option("--pass-with-no-tests", "succeed when no test file is selected")
    .option("--explain", "say what changed in each service that would be deployed")
    .option("--json", "print JSON, for programs")
    .allowUnknownOption()
    .addHelpText("after", helpText(examples))
    .action((given: string[], { passWithNoTests, ...options }: Options) =>
      perform(async (context) => {
        const { plan } = await import("./action.ts");
        const { rest, ...reports } = takeReports(given, options.timings);
        const jestArgs = jestArgumentsOf(rest, passWithNoTests);
        return plan(context, { ...options, ...reports, jestArgs });
      }),
    );
}
