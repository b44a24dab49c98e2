import { type Command, Option } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  dirty?: string;
  clean?: boolean;
  force?: string;
  json?: boolean;
}

const examples = `
It goes back dirty, to be cleaned: somebody worked there. Say --clean only where you changed nothing at all; what was dirty
when you took it stays so.

Examples:
  regatta pool release 210000000001
  regatta pool release 210000000001 --clean
  regatta pool release 210000000001 --dirty "tables are half migrated"
  regatta pool release 210000000001 --force "its job was cancelled an hour ago"
`;

/** Declares `regatta pool release`. */
export function declarePoolRelease(pool: Command, perform: Perform): void {
  const command = pool
    .command("release")
    .summary("give back an account that was leased by hand")
    .description("Ends a lease that you took by hand; with --force anybody's, also a run's.")
    .argument("<account>", "id, <id>/<region> or name")
    .addOption(new Option("--dirty <reason>", "what was done there, for the cleaner").conflicts("clean"))
    .addOption(new Option("--clean", "it is as it was: available").conflicts("force"))
    .option("--force <reason>", "take it away from whoever holds it, and say why")
    .option("--json", "print JSON, for programs")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((account: string, options: Options) =>
    perform(async (context) => {
      const { poolRelease } = await import("./action.ts");
      return poolRelease(context, { ...options, account });
    }),
  );
}
