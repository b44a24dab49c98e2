import { RegattaError } from "@regatta/foundation";
import { type AccountRef, accountKey, type PoolAccount } from "../account.ts";
import { changeAccount } from "./change-account.ts";
import type { PoolTable } from "./pool-table.ts";

/** Who takes an account out of use or puts it back, and why. */
export interface KeeperChange {
  by: string;
  reason: string;
}

/**
 * Takes an idle account out of use until it is enabled; one disabled already stays as it is.
 * @throws RegattaError ACCOUNT_NOT_FOUND; ACCOUNT_BUSY when it is leased, being cleaned, or changed meanwhile.
 */
export async function disableAccount(
  table: PoolTable,
  ref: AccountRef,
  change: KeeperChange,
): Promise<PoolAccount> {
  const account = await mustGet(table, ref);
  if (account.state === "disabled") return account;
  if (account.lease) throw busy(account);
  const outcome = await changeAccount(table, {
    account,
    changeId: table.newId(),
    condition: { version: account.version },
    to: "disabled",
    by: change.by,
    why: change.reason,
    set: { reason: change.reason, disabledFrom: account.state },
  });
  if (outcome.kind === "refused") throw busy(outcome.account ?? account);
  return outcome.account;
}

/**
 * Puts a disabled account back into the state it had (never a better one: what was dirty is dirty), and gives a
 * quarantined one to the cleaner again, as dirty and with its failures forgotten. Any other stays as it is.
 * @throws RegattaError ACCOUNT_NOT_FOUND; ACCOUNT_BUSY when it was changed meanwhile.
 */
export async function enableAccount(
  table: PoolTable,
  ref: AccountRef,
  change: KeeperChange,
): Promise<PoolAccount> {
  const account = await mustGet(table, ref);
  if (account.state !== "disabled" && account.state !== "quarantined") return account;
  const to = account.state === "quarantined" ? "dirty" : (account.disabledFrom ?? "dirty");
  const outcome = await changeAccount(table, {
    account,
    changeId: table.newId(),
    condition: { version: account.version },
    to,
    by: change.by,
    why: change.reason,
    set: {
      ...(account.state === "quarantined" ? { failures: 0 } : {}),
      ...(to === "available" ? {} : { reason: change.reason }),
    },
    remove: to === "available" ? ["disabledFrom", "reason"] : ["disabledFrom"],
  });
  if (outcome.kind === "refused") throw busy(outcome.account ?? account);
  return outcome.account;
}

async function mustGet(table: PoolTable, ref: AccountRef): Promise<PoolAccount> {
  const account = await table.get(ref);
  if (account) return account;
  throw new RegattaError(`The pool ${table.pool} has no account ${accountKey(ref)}.`, {
    code: "ACCOUNT_NOT_FOUND",
    source: "user",
    account: accountKey(ref),
    nextStep: "See `regatta pool status` for the accounts there are.",
  });
}

function busy(account: PoolAccount): RegattaError {
  const { state, lease } = account;
  const holder = lease ? ` by run ${lease.runId} (${lease.holder})` : "";
  return new RegattaError(`The account ${accountKey(account)} is ${state}${holder} and was not changed.`, {
    code: "ACCOUNT_BUSY",
    source: "user",
    account: accountKey(account),
    nextStep: "Try again when it is idle.",
  });
}
