import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  lease?: boolean;
}

const examples = `
Every SDK and tool in the shell works in the account, and in no other: it asks this process for credentials, which has them
as long as you hold the account. When your time is up the shell is ended. $REGATTA_ACCOUNT says where you are.

Examples:
  regatta pool shell 210000000001                       one that you took with \`pool lease\` or \`pool hold\`
  regatta pool shell 210000000001 --lease               leases it as long as the shell is open; it is dirty then
  regatta pool shell anna                               an account of your own
  regatta pool shell 210000000001 -- aws s3 ls          one command
`;

/** Declares `regatta pool shell`. */
export function declarePoolShell(pool: Command, perform: Perform): void {
  const command = pool
    .command("shell")
    .summary("open a shell in an account")
    .description("Opens a shell, or runs a command, with the session of an account that you hold.")
    .argument("<account>", "id, <id>/<region> or name")
    .argument("[command...]", "after --: what to run instead of your shell")
    .option("--lease", "lease it for as long as the shell is open")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((account: string, words: string[], options: Options) =>
    perform(async (context) => {
      const { poolShell } = await import("./action.ts");
      return poolShell(context, { ...options, account, command: words });
    }),
  );
}
