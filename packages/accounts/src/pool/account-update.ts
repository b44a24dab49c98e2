import type { AttributeValue, UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { AccountRef, AccountState } from "../account.ts";
import { type AccountFields, encodeFields, itemKey } from "./account-item.ts";

/** What the item has to be for a write to happen; every part given has to hold. */
export interface AccountCondition {
  /** The version that was read. */
  version?: number;
  states?: readonly AccountState[];
  leaseId?: string;
  /** The lease ended before this: server time, ms. */
  leaseExpiredBefore?: number;
  /** The lease does not end after this: server time, ms. */
  leaseEndsBy?: number;
}

export interface AccountUpdate {
  account: AccountRef;
  condition: AccountCondition;
  set: Partial<AccountFields>;
  remove?: ReadonlyArray<keyof AccountFields>;
}

/** Makes the one kind of write the pool has: a single item, under a condition, 1 added to its version. */
export function updateInput(table: string, pool: string, update: AccountUpdate): UpdateItemCommandInput {
  const names: Record<string, string> = { "#version": "version" };
  const values: Record<string, AttributeValue> = { ":one": { N: "1" } };
  const sets = ["#version = #version + :one"];
  for (const [name, value] of Object.entries(encodeFields(update.set))) {
    names[`#${name}`] = name;
    values[`:${name}`] = value;
    sets.push(`#${name} = :${name}`);
  }
  const removes = (update.remove ?? []).map((name) => {
    names[`#${name}`] = name;
    return `#${name}`;
  });
  const condition = conditionText(update.condition, names, values);
  return {
    TableName: table,
    Key: itemKey(pool, update.account),
    UpdateExpression: `SET ${sets.join(", ")}${removes.length > 0 ? ` REMOVE ${removes.join(", ")}` : ""}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    ReturnValues: "ALL_NEW",
  };
}

function conditionText(
  { version, states, leaseId, leaseExpiredBefore, leaseEndsBy }: AccountCondition,
  names: Record<string, string>,
  values: Record<string, AttributeValue>,
): string {
  const parts: string[] = [];
  const need = (name: string, test: string, given: Record<string, AttributeValue>) => {
    names[`#${name}`] = name;
    Object.assign(values, given);
    parts.push(`#${name} ${test}`);
  };
  if (version !== undefined) need("version", "= :ifVersion", { ":ifVersion": { N: String(version) } });
  if (leaseId !== undefined) need("leaseId", "= :ifLease", { ":ifLease": { S: leaseId } });
  if (leaseExpiredBefore !== undefined) {
    need("leaseExpiresAt", "< :ifNow", { ":ifNow": { N: String(leaseExpiredBefore) } });
  }
  if (leaseEndsBy !== undefined) {
    need("leaseExpiresAt", "<= :ifEndsBy", { ":ifEndsBy": { N: String(leaseEndsBy) } });
  }
  if (states !== undefined) {
    const given = Object.fromEntries(states.map((state, i) => [`:ifState${i}`, { S: state }]));
    need("state", `IN (${Object.keys(given).join(", ")})`, given);
  }
  return parts.join(" AND ");
}
