import { createDynamoDBClient, Pool } from "@regatta/accounts";
import type { LocalAws } from "@regatta/local-aws";

/** Makes the pool of the embedded AWS what the demo's configuration expects; what is there already stays. */
export async function fillPool(aws: LocalAws): Promise<void> {
  const client = createDynamoDBClient({
    endpoint: aws.url,
    region: aws.hub.region,
    credentials: {
      accessKeyId: aws.env.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: aws.env.AWS_SECRET_ACCESS_KEY ?? "",
    },
  });
  try {
    const pool = new Pool({ client, table: "regatta", pool: "shop" });
    await pool.createTable();
    await Promise.all(aws.accounts.map((account) => pool.add(account)));
  } finally {
    client.destroy();
  }
}
