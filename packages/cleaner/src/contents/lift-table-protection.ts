import { UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import type { AccountContext } from "../account/account-context.ts";
import { until } from "../waiting/until.ts";
import { describeTable } from "./describe-table.ts";

/** How long a table may take to become one that can be deleted, ms. */
const settlingMs = 300_000;

/**
 * Lifts a table's deletion protection, and waits until it is not being created or changed any more, for then it cannot
 * be deleted (API_DeleteTable). Does nothing when there is no such table. Throws the SDK's errors.
 */
export async function liftTableProtection(context: AccountContext, TableName: string): Promise<void> {
  const table = await describeTable(context, TableName);
  if (table?.DeletionProtectionEnabled) {
    const off = new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false });
    await context.clients.dynamodb.send(off);
  }
  await until(context, settlingMs, async () => {
    const status = (await describeTable(context, TableName))?.TableStatus ?? "";
    return !["CREATING", "UPDATING"].includes(status);
  });
}
