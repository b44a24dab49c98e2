import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  json?: boolean;
}

const examples = `
Changes nothing anywhere: it asks who you are, reads the table, and enters every account with its role, also once without the
external id, which has to be refused. What must be mended is a problem, and the exit code is 1 then.

Examples:
  regatta doctor                    everything
  regatta doctor 210000000001       one account
  regatta doctor --json | jq -r '.findings[] | select(.verdict != "ok") | "\\(.about): \\(.fix)"'
`;

/** Declares `regatta doctor`. */
export function declareDoctor(program: Command, perform: Perform): void {
  const command = program
    .command("doctor")
    .summary("check the whole setup, and say what to mend")
    .description("Checks identity, clock, table and every account's role, from where it stands.")
    .argument("[account...]", "only these accounts: id, <id>/<region> or name")
    .option("--json", "print JSON, for programs")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command, { needsConfig: true }).action((accounts: string[], options: Options) =>
    perform(async (context) => {
      const { doctor } = await import("./action.ts");
      return doctor(context, { ...options, accounts });
    }),
  );
}
