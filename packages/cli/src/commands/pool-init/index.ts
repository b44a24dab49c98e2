import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

interface Options extends PoolOptions {
  template?: boolean;
}

const examples = `
Examples:
  regatta pool init
  regatta pool init --template > table.yaml
  aws cloudformation deploy --template-file table.yaml --stack-name regatta-pool
`;

/** Declares `regatta pool init`. */
export function declarePoolInit(pool: Command, perform: Perform): void {
  const command = pool
    .command("init")
    .summary("make the pool's table")
    .description(
      "Makes the pool's DynamoDB table, paid per request, and switches on point-in-time recovery and the expiry of old records. One that is there already is kept.",
    )
    .option("--template", "print the table's CloudFormation template instead, and make nothing")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((options: Options) =>
    perform(async (context) => {
      const { poolInit } = await import("./action.ts");
      return poolInit(context, options);
    }),
  );
}
