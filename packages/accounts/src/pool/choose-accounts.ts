import { accountKey, type PoolAccount } from "../account.ts";

export interface Choosing {
  /** Service → the fingerprint a run needs there. */
  wanted?: Readonly<Record<string, string>> | undefined;
  /** Accounts not to take: keys or ids. */
  exclude?: readonly string[] | undefined;
  /** Yields numbers from 0 to below 1. */
  random: () => number;
}

/** Orders the accounts that can be leased: least deploying first, equals at random, so that runs do not queue for one. */
export function chooseAccounts(accounts: readonly PoolAccount[], choosing: Choosing): PoolAccount[] {
  const exclude = new Set(choosing.exclude);
  return accounts
    .filter((account) => account.state === "available")
    .filter((account) => !exclude.has(accountKey(account)) && !exclude.has(account.id))
    .map((account) => ({ account, missing: missing(account, choosing.wanted ?? {}), tie: choosing.random() }))
    .sort((a, b) => a.missing - b.missing || a.tie - b.tie)
    .map(({ account }) => account);
}

function missing({ fingerprints }: PoolAccount, wanted: Readonly<Record<string, string>>): number {
  return Object.entries(wanted).filter(([service, fingerprint]) => fingerprints[service] !== fingerprint)
    .length;
}
