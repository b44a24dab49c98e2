import { type AccountState, accountKey, isMeant, type PoolAccount } from "@regatta/accounts";

export interface PoolOutlook {
  /** Why no account can be had now; part of a sentence. */
  reason: string;
  /** Whether one may come free by itself: a lease ends, a cleaner is at work. */
  mayChange: boolean;
  nextStep: string;
}

const ORDER: AccountState[] = ["leased", "cleaning", "dirty", "quarantined", "disabled"];

/**
 * What to say, and to expect, of a pool no account could be leased from.
 * @param only the accounts that were asked for: keys, ids or names; any when left out.
 */
export function poolOutlook(all: PoolAccount[], only?: readonly string[]): PoolOutlook {
  const accounts = all.filter((account) => isMeant(account, only));
  const counts = ORDER.map((state) => ({ state, count: accounts.filter((a) => a.state === state).length }));
  const parts = counts.filter(({ count }) => count > 0).map(({ state, count }) => `${count} ${state}`);
  const mayChange = accounts.some(({ state }) => ["leased", "cleaning", "available"].includes(state));
  const [first] = accounts;
  return {
    reason:
      only && first && accounts.length === 1
        ? `${describe(first)} is not to be had: ${describeState(first)}`
        : `none of the ${accounts.length} accounts of the pool is available: ${parts.join(", ") || "just taken"}`,
    mayChange,
    nextStep: mayChange
      ? "Wait for other runs to end, allow more waiting with accounts.waitSeconds, or add accounts to the pool."
      : "Bring accounts back into use (regatta pool status names the reasons), or add accounts to the pool.",
  };
}

function describe(account: PoolAccount): string {
  return account.name === undefined ? accountKey(account) : `${account.name} (${accountKey(account)})`;
}

function describeState({ state, lease, reason }: PoolAccount): string {
  if (lease) return `${state} by run ${lease.runId}, ${lease.holder}`;
  return reason === undefined ? state : `${state}, ${reason}`;
}
