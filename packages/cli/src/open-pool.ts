import { createDynamoDBClient, Pool } from "@regatta/accounts";
import type { CommandContext } from "./command-context.ts";
import { configFor } from "./config-for.ts";
import type { PoolOptions } from "./pool-options.ts";

export interface OpenedPool {
  pool: Pool;
  table: string;
  name: string;
  /** The configured region. */
  region?: string | undefined;
}

/**
 * The pool a command is about; asks AWS nothing yet.
 * @throws RegattaError as loadConfig does, when the configuration is needed.
 */
export async function openPool(context: CommandContext, options: PoolOptions): Promise<OpenedPool> {
  const { table, name, region } = await placeOf(context, options);
  const client = createDynamoDBClient({ region });
  return { pool: new Pool({ client, table, pool: name }), table, name, region };
}

async function placeOf(context: CommandContext, options: PoolOptions): Promise<Omit<OpenedPool, "pool">> {
  if (options.table !== undefined && options.config === undefined) {
    return { table: options.table, name: options.pool ?? "default" };
  }
  const { pool } = await configFor(context, options);
  return { ...pool, table: options.table ?? pool.table, name: options.pool ?? pool.name };
}
