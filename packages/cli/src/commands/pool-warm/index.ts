import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { givenOptions } from "../../given-options.ts";
import { helpText } from "../../help-text.ts";
import { type OutputOptions, withOutputOptions } from "../../output-options.ts";
import { wholeNumber } from "../../parse-option.ts";

interface Options extends OutputOptions {
  ref?: string;
  count?: number;
  leave?: number;
  json?: boolean;
  config?: string;
}

const examples = `
Runs find accounts there that need only what they changed. Accounts that are up to date are not touched; the first
one goes alone, so that a ref that cannot be deployed costs the pool one account and not all.

Examples:
  regatta pool warm --ref main             every idle account, a few at a time
  regatta pool warm --ref main --count 4   until 4 accounts are warm
  regatta pool warm --leave 10             the work tree as it is, with 10 accounts left to others
`;

/** Declares `regatta pool warm`. */
export function declarePoolWarm(pool: Command, perform: Perform): void {
  const command = pool
    .command("warm")
    .summary("bring idle accounts up to date, for the next runs")
    .description("Deploys the services to available accounts of the pool that are not up to date.")
    .option("--ref <ref>", "the services of this branch, tag or commit, instead of the work tree's")
    .option(
      "--count <n>",
      "how many accounts are to be warm in the end; default: all",
      wholeNumber(1, 100_000),
    )
    .option(
      "--leave <n>",
      "how many available accounts are left to others meanwhile; default: accounts.max, at most half of them",
      wholeNumber(0, 100_000),
    )
    .option("--json", "print the result; what happens is told on stderr")
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .addHelpText("after", helpText(examples));
  const given = givenOptions(withOutputOptions(command));
  command.action((options: Options) =>
    perform(async (context) => {
      const { poolWarm } = await import("./action.ts");
      return poolWarm(context, { ...options, given });
    }),
  );
}
