import { type Command, Option } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { wholeNumber } from "../../parse-option.ts";

interface Options {
  accounts: number;
  port: number;
  state?: string;
  resourceMs?: number;
  withPool: string;
  pool: boolean;
  json?: boolean;
}

const examples = `
Knows CloudFormation, STS, IAM, DynamoDB, S3, SSM, and of other services what a cleaner meets. Listens on 127.0.0.1 only.
It stands in for AWS in demos and tests; where it differs from it: docs/architecture.md.

Examples:
  regatta local-aws --accounts 4
  regatta local-aws --port 4600 --state .local-aws    keeps everything for next time
  regatta local-aws --no-pool                         to try \`regatta pool init\` and \`pool add\`
`;

/** Declares `regatta local-aws`. */
export function declareLocalAws(program: Command, perform: Perform): void {
  program
    .command("local-aws")
    .summary("start an AWS on this machine, to try everything on")
    .description(
      "Starts an embedded AWS with several accounts and a filled pool, and says how to talk to it.",
    )
    .option("--accounts <n>", "how many accounts for tests", wholeNumber(1, 1_000), 8)
    .option("--port <n>", "the port; 0 is any that is free", wholeNumber(0, 65_535), 0)
    .option("--state <folder>", "keep everything there across restarts, instead of in memory")
    .option("--resource-ms <n>", "how long each CloudFormation resource takes, ms", wholeNumber(0, 3_600_000))
    .option("--with-pool <table>", "the table to make and to fill with the accounts", "regatta")
    .addOption(new Option("--no-pool", "make no table"))
    .option("--json", "print everything as one line of JSON")
    .addHelpText("after", helpText(examples))
    .action((options: Options) =>
      perform(async (context) => {
        const { localAws } = await import("./action.ts");
        const { pool, withPool, ...rest } = options;
        return localAws(context, pool ? { ...rest, table: withPool } : rest);
      }),
    );
}
