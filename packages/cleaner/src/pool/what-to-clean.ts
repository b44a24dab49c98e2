import { accountKey, dirtyAccounts, type PoolAccount } from "@regatta/accounts";

export interface WhatToClean {
  /** Server time, ms. */
  now: number;
  /** Keys (`<id>/<region>`) of the accounts asked for, which are cleaned whether they are due or not. */
  only?: readonly string[] | undefined;
}

/**
 * The accounts to clean, the one waiting longest first. Without any asked for: those that are due and nobody's own, for
 * what is in an account with a name is left to whose it is. Pure.
 */
export function whatToClean(accounts: readonly PoolAccount[], { now, only }: WhatToClean): PoolAccount[] {
  if (only === undefined) return dirtyAccounts(accounts, now).filter(({ name }) => name === undefined);
  return accounts.filter(
    (account) =>
      only.includes(accountKey(account)) && (account.state === "dirty" || account.state === "quarantined"),
  );
}
