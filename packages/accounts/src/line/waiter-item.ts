import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { type Item, poolKey } from "../pool/account-item.ts";
import type { Waiter } from "./waiter.ts";

// Sorts behind the accounts': one Query of the pool reads the line after the accounts, never before them.
const PREFIX = "waiting#";

/** What sort keys of places in the line begin with. */
export const waiterPrefix = PREFIX;

/** The primary key of a place in the line. */
export function waiterKey(pool: string, id: string) {
  return { pk: { S: poolKey(pool) }, sk: { S: PREFIX + id } };
}

/** Whether an item of a pool is a place in its line. */
export function isWaiter(item: Item): boolean {
  return item.sk?.S?.startsWith(PREFIX) ?? false;
}

/** Encodes what is given of a place; its id is its key. */
export function encodeWaiter(fields: Partial<Omit<Waiter, "id">>): Item {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, encode(value)]));
}

function encode(value: string | number | readonly string[] | undefined): AttributeValue {
  // Written, so that it replaces what was asked for before.
  if (value === undefined) return { NULL: true };
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  return { L: value.map((name) => ({ S: name })) };
}

/** Decodes a place in the line. What it lacks reads as nothing: a place nobody can read must not hold up the line. */
export function decodeWaiter(item: Item): Waiter {
  const number = (name: string) => Number(item[name]?.N ?? 0);
  return {
    id: item.sk?.S?.slice(PREFIX.length) ?? "",
    runId: item.runId?.S ?? "",
    holder: item.holder?.S ?? "",
    priority: number("priority"),
    since: number("since"),
    until: number("until"),
    minimum: number("minimum"),
    maximum: number("maximum"),
    ...optionalNames(item, "only"),
    ...optionalNames(item, "exclude"),
  };
}

function optionalNames<Name extends string>(item: Item, name: Name): Partial<Record<Name, string[]>> {
  const list = item[name]?.L?.map(({ S: text = "" }) => text);
  return (list === undefined ? {} : { [name]: list }) as Partial<Record<Name, string[]>>;
}
