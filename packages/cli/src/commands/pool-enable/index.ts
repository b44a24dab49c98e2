import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  reason?: string;
  json?: boolean;
}

const examples = `
What was dirty or quarantined before it was disabled is so again.

Examples:
  regatta pool enable 210000000001
  regatta pool enable 210000000001 --reason "the budget is reset"
`;

/** Declares `regatta pool enable`. */
export function declarePoolEnable(pool: Command, perform: Perform): void {
  const command = pool
    .command("enable")
    .summary("put disabled accounts back into use")
    .description("Puts disabled accounts back into the state they had.")
    .argument("<account...>", "accounts: id, <id>/<region> or name")
    .option("--reason <text>", "why, for their history")
    .option("--json", "print JSON, for programs")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((accounts: string[], options: Options) =>
    perform(async (context) => {
      const { poolEnable } = await import("./action.ts");
      return poolEnable(context, { ...options, accounts });
    }),
  );
}
