import { type Command, Option } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  print?: boolean;
  open?: boolean;
}

const examples = `
The link is a secret, good for 15 minutes: whoever opens it is in the account. The session it opens lives up to an hour and
cannot be cut off: sign out before your time in the account is up.

Examples:
  regatta pool console 210000000001 --open
  regatta pool console 210000000001 --print | wl-copy
`;

/** Declares `regatta pool console`. */
export function declarePoolConsole(pool: Command, perform: Perform): void {
  const command = pool
    .command("console")
    .summary("make a link to sign in to an account's console")
    .description("Makes a link that signs you in to the console of an account that you hold by hand.")
    .argument("<account>", "id, <id>/<region> or name")
    .addOption(new Option("--print", "print the link, also where no terminal is").conflicts("open"))
    .option("--open", "open it in your browser, and show it nowhere")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((account: string, options: Options) =>
    perform(async (context) => {
      const { poolConsole } = await import("./action.ts");
      return poolConsole(context, { ...options, account });
    }),
  );
}
