import { createDynamoDBClient } from "../aws/dynamodb-client.ts";
import { Pool } from "../pool/pool.ts";
import { holdInRounds } from "./holder-rounds.ts";
import { withoutConditions } from "./without-conditions.ts";

/** What a holder's process is told, as JSON in its first argument. */
export interface HolderOrder {
  name: string;
  endpoint: string;
  region: string;
  table: string;
  pool: string;
  rounds: number;
  looks: number;
  durationMs: number;
  /** Takes accounts without the condition: for the negative control. */
  reckless: boolean;
}

// A process of its own that leases accounts. Starts at a message, when all others are there too, and answers with
// its report.
const order = JSON.parse(process.argv[2] ?? "{}") as HolderOrder;
const { endpoint, region, table, pool: name } = order;
const client = createDynamoDBClient({ region, endpoint });
const poolClient = createDynamoDBClient({ region, endpoint });
const pool = new Pool({
  client: order.reckless ? withoutConditions(poolClient) : poolClient,
  table,
  pool: name,
});
await pool.list();

process.once("message", async () => {
  const report = await holdInRounds({ ...order, pool, client });
  client.destroy();
  poolClient.destroy();
  process.send?.(report, () => process.disconnect());
});
process.send?.("ready");
