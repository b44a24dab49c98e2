import { RegattaError } from "@regatta/foundation";
import { type AccountRef, accountKey, type PoolAccount } from "../account.ts";
import { leaseHolder } from "../lease-holder.ts";
import type { PoolTable } from "./pool-table.ts";
import { expiredLease, reapLease } from "./reap-lease.ts";

/**
 * An account somebody named, as it is now; a lease of it that ran out is ended first.
 * @throws RegattaError ACCOUNT_NOT_FOUND, or as AWS failed.
 */
export async function mustGet(table: PoolTable, ref: AccountRef): Promise<PoolAccount> {
  const account = await table.get(ref);
  if (!account) throw notFound(table, ref);
  const ended = expiredLease(account, table.time.earliest());
  if (!ended) return account;
  const { account: now } = await reapLease(table, account, ended);
  if (!now) throw notFound(table, ref);
  return now;
}

/** Somebody has the account, or changed it meanwhile: says who, and until when. */
export function busy(account: PoolAccount, nextStep = "Try again when it is idle."): RegattaError {
  const { state, lease } = account;
  const holder = lease
    ? ` by ${leaseHolder(lease)} until ${new Date(lease.expiresAt).toISOString()}${lease.byHand === undefined ? " or longer" : ""}`
    : "";
  return new RegattaError(`The account ${accountKey(account)} is ${state}${holder} and was not changed.`, {
    code: "ACCOUNT_BUSY",
    source: "user",
    account: accountKey(account),
    nextStep,
  });
}

function notFound(table: PoolTable, ref: AccountRef): RegattaError {
  return new RegattaError(`The pool ${table.pool} has no account ${accountKey(ref)}.`, {
    code: "ACCOUNT_NOT_FOUND",
    source: "user",
    account: accountKey(ref),
    nextStep: "See `regatta pool status` for the accounts there are.",
  });
}
