import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  json?: boolean;
}

const examples = `
Examples:
  regatta pool status
  regatta pool status --json | jq -r '.accounts[] | select(.state == "dirty") | .account'
`;

/** Declares `regatta pool status`. */
export function declarePoolStatus(pool: Command, perform: Perform): void {
  const command = pool
    .command("status")
    .summary("show the accounts and who holds them")
    .description(
      "Shows every account of the pool: its state, who holds it and for how long, or why it is dirty.",
    )
    .option("--json", "for programs")
    .addHelpText("after", examples);
  withPoolOptions(command).action((options: Options) =>
    perform(async (context) => {
      const { poolStatus } = await import("./action.ts");
      return poolStatus(context, options);
    }),
  );
}
