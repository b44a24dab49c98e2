import type { AccountState, PoolAccount } from "@regatta/accounts";

export interface PoolOutlook {
  /** Why no account can be had now; part of a sentence. */
  reason: string;
  /** Whether one may come free by itself: a lease ends, a cleaner is at work. */
  mayChange: boolean;
  nextStep: string;
}

const ORDER: AccountState[] = ["leased", "cleaning", "dirty", "quarantined", "disabled"];

/** What to say, and to expect, of a pool no account could be leased from. */
export function poolOutlook(accounts: PoolAccount[]): PoolOutlook {
  const counts = ORDER.map((state) => ({ state, count: accounts.filter((a) => a.state === state).length }));
  const parts = counts.filter(({ count }) => count > 0).map(({ state, count }) => `${count} ${state}`);
  const mayChange = accounts.some(({ state }) => ["leased", "cleaning", "available"].includes(state));
  return {
    reason: `none of the ${accounts.length} accounts of the pool is available: ${parts.join(", ") || "just taken"}`,
    mayChange,
    nextStep: mayChange
      ? "Wait for other runs to end, allow more waiting with accounts.waitSeconds, or add accounts to the pool."
      : "Bring accounts back into use (regatta pool status names the reasons), or add accounts to the pool.",
  };
}
