import { built } from "./built.mjs";

/** Makes the table of an embedded AWS's pool, and puts every account into it. */
export async function fillPool(aws, table) {
  Object.assign(process.env, aws.env);
  const { createDynamoDBClient, Pool } = await built("accounts");
  const client = createDynamoDBClient({ region: aws.env.AWS_REGION ?? "eu-west-1", endpoint: aws.url });
  const pool = new Pool({ client, table, pool: "default" });
  await pool.createTable();
  for (const account of aws.accounts) await pool.add(account);
  client.destroy();
}
