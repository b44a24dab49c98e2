import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  reason?: string;
  json?: boolean;
}

const examples = `
Mend first what kept the cleaner from cleaning them: \`regatta pool show <account>\` tells.

Examples:
  regatta pool reset 210000000001
  regatta pool reset 210000000001 210000000002 --reason "the role may delete buckets now"
`;

/** Declares `regatta pool reset`. */
export function declarePoolReset(pool: Command, perform: Perform): void {
  const command = pool
    .command("reset")
    .summary("take accounts out of quarantine, to be cleaned again")
    .description("Makes quarantined accounts dirty again, with their failed cleanings forgotten.")
    .argument("<account...>", "accounts: id, <id>/<region> or name")
    .option("--reason <text>", "why, for their history")
    .option("--json", "print JSON, for programs")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((accounts: string[], options: Options) =>
    perform(async (context) => {
      const { poolReset } = await import("./action.ts");
      return poolReset(context, { ...options, accounts });
    }),
  );
}
