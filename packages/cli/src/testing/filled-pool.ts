import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createDynamoDBClient, Pool } from "@regatta/accounts";
import type { LocalAws } from "@regatta/local-aws";

/** A client of an embedded AWS's hub, as its user, whatever the environment says. */
export function hubClient({ url, hub, env }: LocalAws): DynamoDBClient {
  return createDynamoDBClient({
    endpoint: url,
    region: hub.region,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
    },
  });
}

/** The default pool of an embedded AWS, spoken to as its hub's user. */
export function poolOf(aws: LocalAws, table = "regatta", client: DynamoDBClient = hubClient(aws)): Pool {
  return new Pool({ client, table, pool: "default" });
}

/** The same, with its table made and every account of that AWS in it. */
export async function fillPool(aws: LocalAws): Promise<Pool> {
  const pool = poolOf(aws);
  await pool.createTable();
  for (const account of aws.accounts) await pool.add(account);
  return pool;
}
