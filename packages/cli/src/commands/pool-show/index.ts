import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  json?: boolean;
}

const examples = `
Examples:
  regatta pool show 123456789012
  regatta pool show anna
  regatta pool show 123456789012/eu-west-1 --json | jq '.history[-1]'
`;

/** Declares `regatta pool show`. */
export function declarePoolShow(pool: Command, perform: Perform): void {
  const command = pool
    .command("show")
    .summary("show everything about one account")
    .description(
      "Shows one account: its state, holder, what is deployed there, its last changes with who, when and why, and what can be done now.",
    )
    .argument("<account>", "its id, <id>/<region> or name")
    .option("--json", "print JSON, for programs")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((account: string, options: Options) =>
    perform(async (context) => {
      const { poolShow } = await import("./action.ts");
      return poolShow(context, { ...options, account });
    }),
  );
}
