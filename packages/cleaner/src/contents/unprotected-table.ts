import { DescribeTableCommand, type TableDescription, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import type { AccountContext } from "../account/account-context.ts";
import { until } from "../waiting/until.ts";

/** How long a table may take to become one that can be deleted, ms. */
const settlingMs = 300_000;

/**
 * Lifts a table's deletion protection, and waits until it is not being created or changed any more, for then it cannot
 * be deleted (API_DeleteTable).
 * @returns whether there is such a table. Throws the SDK's errors.
 */
export async function unprotectedTable(context: AccountContext, TableName: string): Promise<boolean> {
  let table = await describe(context, TableName);
  if (table?.DeletionProtectionEnabled) {
    const off = new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false });
    await context.clients.dynamodb.send(off);
  }
  await until(context, settlingMs, async () => {
    table = await describe(context, TableName);
    return !["CREATING", "UPDATING"].includes(table?.TableStatus ?? "");
  });
  return table !== undefined;
}

async function describe(
  { clients }: AccountContext,
  TableName: string,
): Promise<TableDescription | undefined> {
  try {
    return (await clients.dynamodb.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}
