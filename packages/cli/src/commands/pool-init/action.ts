import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { openPool } from "../../open-pool.ts";
import type { PoolOptions } from "../../pool-options.ts";

/** Does `regatta pool init`. @throws RegattaError as AWS fails. */
export async function poolInit(context: CommandContext, options: PoolOptions): Promise<number> {
  const { pool, table } = await openPool(context, options);
  const made = await pool.createTable();
  context.stdout.write(
    made === "created"
      ? `Made the table ${table}.\nnext: regatta pool add <account id> --role <role>\n`
      : `The table ${table} is there already.\n`,
  );
  return exitCode.ok;
}
