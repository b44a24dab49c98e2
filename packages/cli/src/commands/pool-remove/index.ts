import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  yes?: boolean;
}

const examples = `
What is deployed in the accounts stays there: clean them first if it should not.

Examples:
  regatta pool remove 123456789012
  regatta pool remove 123456789012/us-east-1 anna --yes
`;

/** Declares `regatta pool remove`. */
export function declarePoolRemove(pool: Command, perform: Perform): void {
  const command = pool
    .command("remove")
    .summary("take accounts out of the pool")
    .description("Takes idle accounts out of the pool. One that is leased or being cleaned is never removed.")
    .argument("<account...>", "ids (in every region), <id>/<region> or names")
    .option("--yes", "do not ask")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((accounts: string[], options: Options) =>
    perform(async (context) => {
      const { poolRemove } = await import("./action.ts");
      return poolRemove(context, { ...options, accounts });
    }),
  );
}
