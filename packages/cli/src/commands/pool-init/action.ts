import type { Setting, TableSettings } from "@regatta/accounts";
import { readTemplate } from "@regatta/setup";
import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { openPool } from "../../open-pool.ts";
import type { PoolOptions } from "../../pool-options.ts";

export interface PoolInitOptions extends PoolOptions {
  /** Print the table's CloudFormation template, and make nothing. */
  template?: boolean;
}

/** Does `regatta pool init`. @throws RegattaError as AWS fails. */
export async function poolInit(context: CommandContext, options: PoolInitOptions): Promise<number> {
  const { stdout, stderr } = context;
  if (options.template) {
    stdout.write(readTemplate("table"));
    // Not into the template: it is the same file for every table.
    if (options.table)
      stderr.write(`next: deploy it with --parameter-overrides TableName=${options.table}\n`);
    return exitCode.ok;
  }
  const { pool, table } = await openPool(context, options);
  const made = await pool.createTable();
  stdout.write(made === "created" ? `Made the table ${table}.\n` : `The table ${table} is there already.\n`);
  stdout.write(describe(await pool.keepSafe()));
  if (made === "created") stdout.write("next: regatta pool add <account id> --role <role>\n");
  return exitCode.ok;
}

function describe({ pointInTimeRecovery, expiry }: TableSettings): string {
  return `Point-in-time recovery: ${words(pointInTimeRecovery)}\nExpiry of old records: ${words(expiry)}\n`;
}

function words(setting: Setting): string {
  return setting === "unknown" ? "not known to this DynamoDB" : setting;
}
