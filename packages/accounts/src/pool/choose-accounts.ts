import { accountKey, type PoolAccount } from "../account.ts";

/** Which accounts are asked for. */
export interface Meant {
  /** Take only these accounts: keys, ids or names. */
  only?: readonly string[] | undefined;
  /** Accounts not to take: keys or ids. */
  exclude?: readonly string[] | undefined;
}

export interface Choosing extends Meant {
  /** What it takes to get an account ready; the cheapest come first. All cost the same when left out. */
  costOf?: ((account: PoolAccount) => number) | undefined;
  /** Yields numbers from 0 to below 1. */
  random: () => number;
}

/**
 * Orders the accounts that can be leased: the cheapest first, equals at random, so that runs do not queue for one.
 *
 * An account with a name belongs to someone, and is taken only by who asks for it, by name, id or key. It may be
 * dirty then: whose it is knows what they left there, and nobody else ever gets it.
 */
export function chooseAccounts(accounts: readonly PoolAccount[], choosing: Choosing): PoolAccount[] {
  const { costOf = () => 0, random } = choosing;
  return accounts
    .filter((account) => suits(account, choosing) && canBeLeased(account))
    .map((account) => ({ account, cost: costOf(account), tie: random() }))
    .sort((a, b) => a.cost - b.cost || a.tie - b.tie)
    .map(({ account }) => account);
}

/** Whether an account is one of those asked for and not excluded, in whatever state. */
export function suits(account: PoolAccount, { only, exclude }: Meant): boolean {
  return isMeant(account, only) && !(exclude && isNamedBy(exclude, account));
}

/**
 * Whether an account is one of those asked for: keys, ids or names. Without any asked for, those that have no name.
 */
export function isMeant(account: PoolAccount, only: readonly string[] | undefined): boolean {
  if (only === undefined) return account.name === undefined;
  return isNamedBy(only, account) || (account.name !== undefined && only.includes(account.name));
}

/** Whether an account may be leased in the state it is in, by whoever may have it at all. */
export function canBeLeased({ state, name }: PoolAccount): boolean {
  return state === "available" || (state === "dirty" && name !== undefined);
}

function isNamedBy(names: readonly string[], account: PoolAccount): boolean {
  return names.includes(account.id) || names.includes(accountKey(account));
}
