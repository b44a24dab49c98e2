import {
  DeleteItemCommand,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Item } from "../pool/account-item.ts";
import { isRefusal, type PoolTable } from "../pool/pool-table.ts";
import type { Waiter } from "./waiter.ts";
import { decodeWaiter, encodeWaiter, waiterKey } from "./waiter-item.ts";

/**
 * Puts a waiter into the line. Its id names the write: sent twice, or with its answer lost, it is one place.
 * @returns false when the write took so long that the place was removed again, being dead.
 * @throws RegattaError as AWS failed; the place may come to be all the same, and then ends at its deadline.
 */
export function joinLine(table: PoolTable, { id, ...fields }: Waiter): Promise<boolean> {
  return writePlace(table, id, {
    fields: encodeWaiter(fields),
    condition: "attribute_not_exists(pk)",
  });
}

/** What of a place may change while it is waited in. */
export interface PlaceTerms {
  until: number;
  minimum: number;
  maximum: number;
  only: readonly string[] | undefined;
  exclude: readonly string[] | undefined;
}

/**
 * Moves a place's deadline on, never back (an attempt given up may still arrive late), and writes what is asked for.
 * @returns false when the place is gone: it was removed after its deadline.
 * @throws RegattaError as AWS failed.
 */
export function keepPlace(table: PoolTable, id: string, terms: PlaceTerms): Promise<boolean> {
  return writePlace(table, id, {
    fields: encodeWaiter(terms as Partial<Waiter>),
    condition: "attribute_exists(pk) AND #until <= :until",
  });
}

/** Takes a place out of the line; one that is gone stays gone. @throws RegattaError as AWS failed. */
export async function leaveLine(table: PoolTable, id: string): Promise<void> {
  const command = new DeleteItemCommand({ TableName: table.table, Key: waiterKey(table.pool, id) });
  await table.send("DeleteItem", command);
}

/** Removes the places whose deadline has passed by the server's time. Never throws: nobody heeds them anyway. */
export async function removeDead(table: PoolTable, waiters: readonly Waiter[]): Promise<void> {
  const now = table.time.earliest();
  const dead = waiters.filter(({ until }) => until < now);
  await Promise.all(dead.map(({ id }) => removePlace(table, id, now).catch(() => undefined)));
}

async function removePlace(table: PoolTable, id: string, now: number): Promise<void> {
  const command = new DeleteItemCommand({
    TableName: table.table,
    Key: waiterKey(table.pool, id),
    ConditionExpression: "#until < :now",
    ExpressionAttributeNames: { "#until": "until" },
    ExpressionAttributeValues: { ":now": { N: String(now) } },
  });
  await table.send("DeleteItem", command);
}

interface PlaceWrite {
  fields: Item;
  condition: string;
}

/** @returns whether the place is there afterwards: a refusal may be the echo of a write that was done before. */
async function writePlace(table: PoolTable, id: string, { fields, condition }: PlaceWrite): Promise<boolean> {
  try {
    await table.send("UpdateItem", new UpdateItemCommand(inputOf(table, id, { fields, condition })));
    return true;
  } catch (error) {
    const there = await readPlace(table, id).catch((readError) => {
      throw isRefusal(error) ? readError : error;
    });
    if (isRefusal(error)) return there !== undefined;
    // A write whose answer got lost: done, if the place has the deadline it was to have.
    if (String(there?.until) === fields.until?.N) return true;
    throw error;
  }
}

async function readPlace(table: PoolTable, id: string): Promise<Waiter | undefined> {
  const command = new GetItemCommand({
    TableName: table.table,
    Key: waiterKey(table.pool, id),
    ConsistentRead: true,
  });
  const { Item: item } = await table.send("GetItem", command);
  return item && decodeWaiter(item);
}

function inputOf(table: PoolTable, id: string, { fields, condition }: PlaceWrite): UpdateItemCommandInput {
  const names = Object.keys(fields);
  return {
    TableName: table.table,
    Key: waiterKey(table.pool, id),
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, fields[name]])) as Item,
  };
}
