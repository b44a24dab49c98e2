import { type Command, Option } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { durationUpTo } from "../../parse-option.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  for: number;
  reason: string;
  takeOver?: boolean;
  json?: boolean;
}

const HOUR_MS = 3_600_000;

const examples = `
No cleaner and no run gets it meanwhile; when the time is up it is dirty. Hold one that is yours already again, and its
time counts from now. A run that is under way keeps what failed by itself: \`regatta run --hold-failed\`.

Examples:
  regatta pool hold 210000000001              as it is, for an hour
  regatta pool hold 210000000001 --for 3h --reason "orders.test.ts times out only here"
  regatta pool hold 210000000001 --take-over  from a CI job, or a colleague, that holds it
`;

/** Declares `regatta pool hold`. */
export function declarePoolHold(pool: Command, perform: Perform): void {
  const command = pool
    .command("hold")
    .summary("keep an account as it is, to look into it")
    .description("Keeps a dirty, quarantined or available account as it is, under a lease of your own.")
    .argument("<account>", "id, <id>/<region> or name")
    .addOption(
      new Option("--for <duration>", "how long").argParser(durationUpTo(24 * HOUR_MS)).default(HOUR_MS, "1h"),
    )
    .option("--reason <text>", "what for; others see it", "looking into it by hand")
    .option("--take-over", "also when somebody else holds it by hand")
    .option("--json", "print JSON, for programs")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((account: string, options: Options) =>
    perform(async (context) => {
      const { poolHold } = await import("./action.ts");
      return poolHold(context, { ...options, account });
    }),
  );
}
