import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";

/** Declares `regatta pool init`. */
export function declarePoolInit(pool: Command, perform: Perform): void {
  const command = pool
    .command("init")
    .summary("make the pool's table")
    .description(
      "Makes the pool's DynamoDB table, paid per request. One that is there already stays as it is.",
    );
  withPoolOptions(command).action((options: PoolOptions) =>
    perform(async (context) => {
      const { poolInit } = await import("./action.ts");
      return poolInit(context, options);
    }),
  );
}
