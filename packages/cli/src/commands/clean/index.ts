import { type Command, InvalidArgumentError } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { wholeNumber } from "../../parse-option.ts";
import { withPoolOptions } from "../../pool-options.ts";
import type { CleanOptions } from "./clean-options.ts";

const examples = `
Without accounts named: all dirty ones whose time has come, and quarantined ones that are due again; nobody's own
ones. Several cleaners may work at the same time, they share what there is.

Exit codes: 0 every account it took is clean (or waits for time to pass), 1 some are not, 2 wrong usage or
configuration, 3 many failed for one cause, which is named and counted against none, 130 or 143 interrupted.

Examples:
  regatta clean --dry-run                      what would be deleted, in which order, and what stays
  regatta clean                                once: for a scheduled job
  regatta clean --watch                        as a service, until SIGTERM
  regatta clean 210000000001 --depth stacks    this account, at once
  regatta clean --record-baseline              what is in the accounts now belongs there
`;

/** Declares `regatta clean`. */
export function declareClean(program: Command, perform: Perform): void {
  const command = program
    .command("clean")
    .summary("make dirty accounts available again")
    .description("Cleans dirty accounts, proves that they are clean, and makes them available.")
    .argument("[accounts...]", "these alone, and at once: ids, <id>/<region> or names")
    .option("--watch", "go on until ended by a signal: cleans whatever becomes dirty")
    .option(
      "--interval <seconds>",
      "with --watch: from one look at the pool to the next",
      wholeNumber(1, 86_400),
      60,
    )
    .option("--dry-run", "show what would be done; changes nothing")
    .option("--depth <depth>", "data, stacks or everything, instead of the configured one", depth)
    .option(
      "--concurrency <n>",
      "how many accounts at once, instead of the configured number",
      wholeNumber(1, 1_000),
    )
    .option("--warm", "deploy the services to available accounts afterwards, as regatta pool warm does")
    .option("--record-baseline", "instead of cleaning, record what is in idle accounts as belonging there")
    .option("--json", "print the result for programs; what happens is told on stderr")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command, { needsConfig: true }).action((accounts: string[], options: CleanOptions) =>
    perform(async (context) => {
      const { clean } = await import("./action.ts");
      return clean(context, accounts, options);
    }),
  );
}

function depth(text: string): NonNullable<CleanOptions["depth"]> {
  if (text === "data" || text === "stacks" || text === "everything") return text;
  throw new InvalidArgumentError("Expected data, stacks or everything.");
}
