import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  json?: boolean;
}

const examples = `
Exit codes: 0 nothing needs anybody, 1 something does, 2 wrong usage or configuration, 3 AWS failed.

Examples:
  regatta pool doctor
  regatta pool doctor --json | jq -r '.findings[] | select(.needsSomeone) | .cause'
`;

/** Declares `regatta pool doctor`. */
export function declarePoolDoctor(pool: Command, perform: Perform): void {
  const command = pool
    .command("doctor")
    .summary("say why accounts are not available, and what to do")
    .description(
      "Shows every account that is not available, by cause, with since when and what to do; and whether cleaners run, the line moves and the table is kept safe.",
    )
    .option("--json", "print JSON, for programs")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((options: Options) =>
    perform(async (context) => {
      const { poolDoctor } = await import("./action.ts");
      return poolDoctor(context, options);
    }),
  );
}
