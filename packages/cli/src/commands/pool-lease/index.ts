import { type Command, Option } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { durationUpTo } from "../../parse-option.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  for: number;
  reason: string;
  json?: boolean;
}

const HOUR_MS = 3_600_000;

const examples = `
Runs that wait in line come first. A dirty or quarantined account is kept as it is with \`regatta pool hold\`.

Examples:
  regatta pool lease                             any account that is available, for an hour
  regatta pool lease 210000000001 --for 30m --reason "why is search slow here?"
  regatta pool lease --json | jq -r .account
`;

/** Declares `regatta pool lease`. */
export function declarePoolLease(pool: Command, perform: Perform): void {
  const command = pool
    .command("lease")
    .summary("lease an account by hand")
    .description("Leases an available account for yourself, until its time is up: nothing has to renew it.")
    .argument("[account]", "id, <id>/<region> or name; any when left out")
    .addOption(
      new Option("--for <duration>", "how long").argParser(durationUpTo(24 * HOUR_MS)).default(HOUR_MS, "1h"),
    )
    .option("--reason <text>", "what for; others see it", "working in it by hand")
    .option("--json", "print JSON, for programs")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((account: string | undefined, options: Options) =>
    perform(async (context) => {
      const { poolLease } = await import("./action.ts");
      return poolLease(context, { ...options, account });
    }),
  );
}
