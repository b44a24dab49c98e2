import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";

interface Options {
  explain?: boolean;
  config?: string;
  json?: boolean;
}

const examples = `
Reads files and git, never AWS. A deploy puts the fingerprint on its stacks as the tag regatta:fingerprint; a stack
that has the one shown here is skipped. Parameters and variables are shown by the beginning of their SHA-256.

Examples:
  regatta fingerprint
  regatta fingerprint orders --explain
  regatta fingerprint orders --explain --json | jq -r '.[0].inputs[] | select(.kind == "file") | .name'
`;

/** Declares `regatta fingerprint`. */
export function declareFingerprint(program: Command, perform: Perform): void {
  program
    .command("fingerprint")
    .summary("show what decides whether services are deployed")
    .description(
      "Shows the fingerprint of services: a hash of everything that decides what a deploy would produce.",
    )
    .argument("[services...]", "names of services (default: all)")
    .option("--explain", "list what went in")
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .option("--json", "print JSON, for programs")
    .addHelpText("after", helpText(examples))
    .action((services: string[], options: Options) =>
      perform(async (context) => {
        const { fingerprint } = await import("./action.ts");
        return fingerprint(context, { ...options, services });
      }),
    );
}
