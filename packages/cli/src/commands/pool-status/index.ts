import type { AccountState } from "@regatta/accounts";
import { type Command, InvalidArgumentError } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { wholeNumber } from "../../parse-option.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  json?: boolean;
  watch?: boolean;
  interval: number;
  state?: AccountState[];
}

const examples = `
DEPLOYED is how many services were last seen there, and a short name of their fingerprints: accounts that show the
same have the same deployed. All times are the server's.

Examples:
  regatta pool status
  regatta pool status --watch --state leased,dirty
  regatta pool status --json | jq -r '.accounts[] | select(.state == "dirty") | .account'
`;

/** Declares `regatta pool status`. */
export function declarePoolStatus(pool: Command, perform: Perform): void {
  const command = pool
    .command("status")
    .summary("show the accounts and who holds them")
    .description(
      "Shows every account of the pool: its state, who holds it, for how long and doing what, or why it is dirty.",
    )
    .option("--state <states>", "only accounts in these states: dirty, or dirty,quarantined", states)
    .option("--watch", "look again and again; in a pipe, a line for every change")
    .option("--interval <seconds>", "from one look to the next", wholeNumber(1, 3_600), 5)
    .option("--json", "for programs; with --watch one line whenever something has changed")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((options: Options) =>
    perform(async (context) => {
      const { poolStatus } = await import("./action.ts");
      return poolStatus(context, options);
    }),
  );
}

// Not taken from the code that knows them: declaring a command loads no AWS SDK.
const STATES = ["available", "leased", "cleaning", "dirty", "quarantined", "disabled"];

function states(text: string): AccountState[] {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !STATES.includes(name));
  if (unknown === undefined) return names as AccountState[];
  throw new InvalidArgumentError(`There is no state "${unknown}"; the states are ${STATES.join(", ")}.`);
}
