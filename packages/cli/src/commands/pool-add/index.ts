import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  role: string;
  externalId?: string;
  region?: string;
  name?: string;
}

const examples = `
Examples:
  regatta pool add 123456789012 --role RegattaTest --external-id our-tests
  regatta pool add 123456789012 234567890123 --role RegattaTest --region us-east-1
  regatta pool add 345678901234 --role Admin --name anna   then: regatta deploy --account anna
  regatta pool add 123456789012 --role arn:aws:iam::123456789012:role/RegattaTest
`;

/** Declares `regatta pool add`. */
export function declarePoolAdd(pool: Command, perform: Perform): void {
  const command = pool
    .command("add")
    .summary("add accounts to the pool")
    .description("Adds accounts to the pool, available. One that is there already stays as it is.")
    .argument("<account-id...>", "ids of accounts, 12 digits each")
    .requiredOption("--role <name-or-arn>", "the role that runs assume there")
    .option("--external-id <id>", "the external id the role asks for")
    .option("--region <region>", "the accounts' region; else pool.region, else AWS_REGION")
    .option(
      "--name <name>",
      "make it an account of your own: used only by who asks for it, with --account <name>",
    )
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((ids: string[], options: Options) =>
    perform(async (context) => {
      const { poolAdd } = await import("./action.ts");
      return poolAdd(context, { ...options, ids });
    }),
  );
}
