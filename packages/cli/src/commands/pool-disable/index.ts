import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  reason: string;
  json?: boolean;
}

const examples = `
No run leases a disabled account, and no cleaner takes it. One that somebody has is refused, and who has it is told.

Examples:
  regatta pool disable 210000000001 --reason "its budget is blown"
  regatta pool disable 210000000001 210000000002 --reason "quotas are being raised, until Friday"
`;

/** Declares `regatta pool disable`. */
export function declarePoolDisable(pool: Command, perform: Perform): void {
  const command = pool
    .command("disable")
    .summary("take accounts out of use")
    .description("Takes idle accounts out of use until they are enabled again.")
    .argument("<account...>", "accounts: id, <id>/<region> or name")
    .requiredOption("--reason <text>", "why, for whoever misses them")
    .option("--json", "print JSON, for programs")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((accounts: string[], options: Options) =>
    perform(async (context) => {
      const { poolDisable } = await import("./action.ts");
      return poolDisable(context, { ...options, accounts });
    }),
  );
}
