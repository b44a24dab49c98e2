import { createDynamoDBClient, Pool, type PoolAccount } from "@regatta/accounts";
import type { LocalAws } from "@regatta/local-aws";

/** As regatta.config.ts has it. */
const pool = { table: "regatta", pool: "shop" };

/**
 * Makes the pool of the embedded AWS what the demo's configuration expects; what is there already stays.
 * @returns the accounts in it.
 */
export async function fillPool(aws: LocalAws): Promise<PoolAccount[]> {
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = aws.env;
  const client = createDynamoDBClient({
    endpoint: aws.url,
    region: aws.hub.region,
    credentials: { accessKeyId, secretAccessKey },
  });
  try {
    const accounts = new Pool({ client, ...pool });
    await accounts.createTable();
    await Promise.all(aws.accounts.map((account) => accounts.add(account)));
    return await accounts.list();
  } finally {
    client.destroy();
  }
}
