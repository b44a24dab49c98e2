import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { RegattaError } from "@regatta/foundation";
import type { AccountChange, AccountLease, AccountRef, AccountState, PoolAccount } from "../account.ts";
import { accountKey } from "../account.ts";

/** An item as DynamoDB's wire has it. */
export type Item = Record<string, AttributeValue>;

/** What of an account's item can be set; the lease is kept flat, so that conditions can name its parts. */
export interface AccountFields {
  state: AccountState;
  name: string;
  roleArn: string;
  externalId: string;
  leaseId: string;
  leaseHolder: string;
  leaseRunId: string;
  leaseEpoch: number;
  leaseAcquiredAt: number;
  leaseExpiresAt: number;
  leaseActivity: string;
  leaseByHand: string;
  leaseMinimum: number;
  reason: string;
  disabledFrom: AccountState;
  changedAt: number;
  failures: number;
  cleanAfter: number;
  parkedSince: number;
  vanished: Readonly<Record<string, string>>;
  fingerprints: Readonly<Record<string, string>>;
  history: readonly AccountChange[];
}

/** Everything that goes when a lease ends. */
export const LEASE_FIELDS = [
  "leaseId",
  "leaseHolder",
  "leaseRunId",
  "leaseEpoch",
  "leaseAcquiredAt",
  "leaseExpiresAt",
  "leaseActivity",
  "leaseByHand",
  "leaseMinimum",
] as const satisfies ReadonlyArray<keyof AccountFields>;

const STATES: readonly string[] = [
  "available",
  "leased",
  "dirty",
  "cleaning",
  "quarantined",
  "disabled",
] satisfies AccountState[];

const PREFIX = "account#";

/** Partition key of a pool's accounts. */
export function poolKey(pool: string): string {
  return `pool#${pool}`;
}

/** What sort keys of accounts begin with. */
export const accountPrefix = PREFIX;

/** Whether an item of a pool is an account. */
export function isAccount(item: Item): boolean {
  return item.sk?.S?.startsWith(PREFIX) ?? false;
}

/** The primary key of an account's item. */
export function itemKey(
  pool: string,
  ref: AccountRef,
): { pk: AttributeValue.SMember; sk: AttributeValue.SMember } {
  return { pk: { S: poolKey(pool) }, sk: { S: PREFIX + accountKey(ref) } };
}

/** Encodes the fields given. */
export function encodeFields(fields: Partial<AccountFields>): Item {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, encode(value)]));
}

function encode(value: AccountFields[keyof AccountFields]): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(encodeChange) };
  const entries = Object.entries(value as Record<string, string>);
  return { M: Object.fromEntries(entries.map(([name, text]) => [name, { S: text }])) };
}

function encodeChange({ id, at, by, state, why }: AccountChange): AttributeValue {
  return { M: { id: { S: id }, at: { N: String(at) }, by: { S: by }, state: { S: state }, why: { S: why } } };
}

/**
 * Decodes an account's item.
 * @throws RegattaError POOL_ITEM_INVALID when it is not one this version understands.
 */
export function decodeAccount(item: Item): PoolAccount {
  const [id = "", region = ""] = text(item, "sk").slice(PREFIX.length).split("/");
  const state = stateOf(item, text(item, "state"));
  const lease = decodeLease(item);
  return {
    id,
    region,
    state,
    version: number(item, "version"),
    roleArn: text(item, "roleArn"),
    changedAt: number(item, "changedAt"),
    failures: optionalNumber(item, "failures") ?? 0,
    fingerprints: decodeTexts(item.fingerprints),
    history: (item.history?.L ?? []).map((entry) => decodeChange(entry.M ?? {})),
    ...(lease ? { lease } : {}),
    ...optionalText(item, "name"),
    ...optionalText(item, "externalId"),
    ...optionalText(item, "reason"),
    ...optionalTime(item, "cleanAfter"),
    ...optionalTime(item, "parkedSince"),
    ...(item.vanished === undefined ? {} : { vanished: decodeTexts(item.vanished) }),
    ...(item.disabledFrom?.S === undefined ? {} : { disabledFrom: stateOf(item, item.disabledFrom.S) }),
  };
}

function decodeLease(item: Item): AccountLease | undefined {
  if (item.leaseId?.S === undefined) return undefined;
  return {
    id: item.leaseId.S,
    holder: text(item, "leaseHolder"),
    runId: text(item, "leaseRunId"),
    epoch: number(item, "leaseEpoch"),
    acquiredAt: number(item, "leaseAcquiredAt"),
    expiresAt: number(item, "leaseExpiresAt"),
    ...(item.leaseByHand?.S === undefined ? {} : { byHand: item.leaseByHand.S }),
    ...(item.leaseActivity?.S === undefined ? {} : { activity: item.leaseActivity.S }),
    ...(item.leaseMinimum?.N === undefined ? {} : { minimum: Number(item.leaseMinimum.N) }),
  };
}

function decodeTexts(map: AttributeValue | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(map?.M ?? {}).map(([name, value]) => [name, value.S ?? ""]));
}

function optionalTime<Name extends string>(item: Item, name: Name): Partial<Record<Name, number>> {
  const value = optionalNumber(item, name);
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, number>>;
}

function decodeChange(item: Item): AccountChange {
  return {
    id: text(item, "id"),
    at: number(item, "at"),
    by: text(item, "by"),
    state: stateOf(item, text(item, "state")),
    why: text(item, "why"),
  };
}

function text(item: Item, name: string): string {
  return item[name]?.S ?? invalid(item, `"${name}" is not a string`);
}

function number(item: Item, name: string): number {
  return optionalNumber(item, name) ?? invalid(item, `"${name}" is not a number`);
}

function optionalNumber(item: Item, name: string): number | undefined {
  const value = item[name]?.N;
  return value === undefined ? undefined : Number(value);
}

function optionalText<Name extends string>(item: Item, name: Name): Partial<Record<Name, string>> {
  const value = item[name]?.S;
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;
}

function stateOf(item: Item, state: string): AccountState {
  return STATES.includes(state) ? (state as AccountState) : invalid(item, `there is no state "${state}"`);
}

function invalid(item: Item, problem: string): never {
  throw new RegattaError(`The pool's item ${item.pk?.S} / ${item.sk?.S} cannot be read: ${problem}.`, {
    code: "POOL_ITEM_INVALID",
    source: "user",
    nextStep: "Use the version of Regatta that wrote it, or correct the item.",
  });
}
