import type { AccountRef, PoolAccount } from "../account.ts";
import { type AccountTransition, changeAccount } from "./change-account.ts";
import { busy, mustGet } from "./must-get.ts";
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
  return changeIdle(table, account, change, {
    to: "disabled",
    set: { reason: change.reason, disabledFrom: account.state },
  });
}

/**
 * Puts a disabled account back into the state it had (never a better one: what was dirty is dirty). Any other stays as
 * it is.
 * @throws RegattaError ACCOUNT_NOT_FOUND; ACCOUNT_BUSY when it was changed meanwhile.
 */
export async function enableAccount(
  table: PoolTable,
  ref: AccountRef,
  change: KeeperChange,
): Promise<PoolAccount> {
  const account = await mustGet(table, ref);
  if (account.state !== "disabled") return account;
  const to = account.disabledFrom ?? "dirty";
  return changeIdle(table, account, change, {
    to,
    set: to === "available" ? {} : { reason: change.reason },
    remove: to === "available" ? ["disabledFrom", "reason"] : ["disabledFrom"],
  });
}

/**
 * Gives a quarantined account to the cleaner again: dirty, its failed cleanings forgotten. Any other stays as it is.
 * @throws RegattaError ACCOUNT_NOT_FOUND; ACCOUNT_BUSY when it was changed meanwhile.
 */
export async function resetAccount(
  table: PoolTable,
  ref: AccountRef,
  change: KeeperChange,
): Promise<PoolAccount> {
  const account = await mustGet(table, ref);
  if (account.state !== "quarantined") return account;
  return changeIdle(table, account, change, {
    to: "dirty",
    set: { failures: 0, reason: change.reason },
    remove: ["cleanAfter"],
  });
}

async function changeIdle(
  table: PoolTable,
  account: PoolAccount,
  { by, reason }: KeeperChange,
  transition: Pick<AccountTransition, "to" | "set" | "remove">,
): Promise<PoolAccount> {
  const outcome = await changeAccount(table, {
    account,
    changeId: table.newId(),
    condition: { version: account.version },
    by,
    why: reason,
    ...transition,
  });
  if (outcome.kind === "refused") throw busy(outcome.account ?? account);
  return outcome.account;
}
