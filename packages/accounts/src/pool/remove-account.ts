import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import type { PoolAccount } from "../account.ts";
import { itemKey } from "./account-item.ts";
import { busy } from "./must-get.ts";
import { isRefusal, type PoolTable } from "./pool-table.ts";

/**
 * Takes an idle account out of the pool, if it still is what was read. Nothing in the account itself is touched.
 *
 * A refusal may be the echo of a delete that succeeded before its answer got lost, and an error may hide one: both
 * are settled by a consistent read. An account that is gone is removed, by whomever; one that is there with fewer
 * writes than were read was added anew after that.
 * @param account as it was last read.
 * @throws RegattaError ACCOUNT_BUSY when it is leased, being cleaned, or changed meanwhile; or as AWS failed, and the
 * read does not show that it is gone.
 */
export async function removeAccount(table: PoolTable, account: PoolAccount): Promise<void> {
  if (account.lease) throw busy(account);
  try {
    await table.send("DeleteItem", deleteCommand(table, account), { account });
  } catch (error) {
    const now = await table.get(account).catch((readError) => {
      throw isRefusal(error) ? readError : error;
    });
    if (!now || now.version < account.version) return;
    throw isRefusal(error) ? busy(now, "Look at it with `regatta pool show`, then remove it again.") : error;
  }
}

function deleteCommand(table: PoolTable, account: PoolAccount): DeleteItemCommand {
  return new DeleteItemCommand({
    TableName: table.table,
    Key: itemKey(table.pool, account),
    ConditionExpression: "#version = :ifVersion",
    ExpressionAttributeNames: { "#version": "version" },
    ExpressionAttributeValues: { ":ifVersion": { N: String(account.version) } },
  });
}
