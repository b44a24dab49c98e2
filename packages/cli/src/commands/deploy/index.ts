import type { Command } from "commander";
import { withAccountsOptions, withWaitingOptions } from "../../accounts-options.ts";
import type { Perform } from "../../command-context.ts";
import { givenOptions } from "../../given-options.ts";
import { helpText } from "../../help-text.ts";
import { type OutputOptions, withOutputOptions } from "../../output-options.ts";
import { type SelectionOptions, withSelectionOptions } from "../../selection-options.ts";

interface Options extends SelectionOptions, OutputOptions {
  config?: string;
  outputs?: string;
  json?: boolean;
}

const examples = `
What is deployed with the same fingerprint already is skipped. Nothing is tested; the accounts are handed back.

Examples:
  regatta deploy                                   as many accounts as a run would take
  regatta deploy --accounts 2                      two accounts of the pool
  regatta deploy --account anna                    the account anna added with \`pool add --name anna\`
  regatta deploy --only orders --with-dependents   one service, and what depends on it
  regatta deploy --only web --force                although its stacks say that it is up to date
  regatta deploy --json > deployed.json            what was deployed, with the stacks' outputs
`;

/** Declares `regatta deploy`. */
export function declareDeploy(program: Command, perform: Perform): void {
  const command = program
    .command("deploy")
    .summary("deploy services to accounts of the pool, or to your own")
    .description("Leases accounts, deploys what is missing in each, and hands every account back.");
  withAccountsOptions(command, { canBegin: false });
  withWaitingOptions(command);
  withOutputOptions(command);
  withSelectionOptions(command)
    .option(
      "--outputs <file>",
      "write the stacks' outputs there, readable by you alone; they may hold secrets",
    )
    .option("--json", "print the result, outputs included; what happens is told on stderr")
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .addHelpText("after", helpText(examples));
  const given = givenOptions(command);
  command.action((options: Options) =>
    perform(async (context) => {
      const { deploy } = await import("./action.ts");
      return deploy(context, { ...options, given });
    }),
  );
}
