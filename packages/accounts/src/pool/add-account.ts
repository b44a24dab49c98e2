import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { type AccountInput, checkAccountInput } from "../account-input.ts";
import { withChange } from "./account-history.ts";
import { encodeFields, itemKey } from "./account-item.ts";
import { isRefusal, type PoolTable } from "./pool-table.ts";

/**
 * Adds an account to the pool, available; one that is there already stays as it is.
 * @param by who adds it, for the account's history.
 * @throws RegattaError INVALID_ACCOUNT, or as AWS failed.
 */
export async function addAccount(
  table: PoolTable,
  input: AccountInput,
  by: string,
): Promise<"added" | "exists"> {
  checkAccountInput(input);
  const account = { id: input.id, region: input.region };
  // Also what makes the server's time known, which the item needs.
  if (await table.get(account)) return "exists";
  const id = table.newId();
  try {
    await table.send("PutItem", putCommand(table, input, { id, by }), { account });
    return "added";
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const there = await table.get(account);
    return there?.history.some((change) => change.id === id) ? "added" : "exists";
  }
}

function putCommand(
  table: PoolTable,
  input: AccountInput,
  { id, by }: { id: string; by: string },
): PutItemCommand {
  const at = table.time.earliest();
  const fields = encodeFields({
    state: "available",
    roleArn: input.roleArn,
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.externalId === undefined ? {} : { externalId: input.externalId }),
    changedAt: at,
    failures: 0,
    fingerprints: {},
    history: withChange([], { id, at, by, state: "available", why: "added to the pool" }),
  });
  return new PutItemCommand({
    TableName: table.table,
    Item: { ...itemKey(table.pool, input), version: { N: "1" }, ...fields },
    ConditionExpression: "attribute_not_exists(pk)",
  });
}
