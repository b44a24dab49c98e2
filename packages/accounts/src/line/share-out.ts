import { accountKey, type PoolAccount } from "../account.ts";
import { canBeLeased, type Meant, suits } from "../pool/choose-accounts.ts";
import type { Waiting } from "./waiter.ts";

/** Who in the line gets which of the accounts that can be leased now. */
export interface Shares {
  /** By the waiter's id; with fewer than it needs, where there are not enough, and none where there is none. */
  readonly of: ReadonlyMap<string, readonly PoolAccount[]>;
  /** What is nobody's share, longest idle first. */
  readonly spare: readonly PoolAccount[];
}

/**
 * Shares the accounts that can be leased out among the line: the first waiter's needs come first, then the second's
 * from what is left, and so on. Everyone who sees the same accounts and the same line comes to the same shares, so
 * that waiters do not run for the same account; what came free last is shared out last, so that shares stay as they
 * are while accounts come free.
 *
 * A share that is not complete is kept all the same, or those behind who need less would pass for ever. An account is
 * passed on from one waiter to another when that serves both: one who asks for certain accounts is not held up by one
 * ahead who could have any.
 */
export function shareOut(accounts: readonly PoolAccount[], line: readonly Waiting[]): Shares {
  const free = accounts.filter(canBeLeased).sort(longestIdle);
  const owners = new Map<PoolAccount, Waiting>();
  // Whoever asks for the same as one that found nothing finds nothing either: accounts do not come free meanwhile.
  const inVain = new Set<string>();
  for (const waiter of line) {
    for (let n = 0; n < waiter.needs && !inVain.has(asked(waiter)); n++)
      if (!give(waiter, { free, owners, tried: new Set() })) inVain.add(asked(waiter));
  }
  const of = new Map<string, PoolAccount[]>(line.map(({ id }) => [id, []]));
  for (const account of free) {
    const owner = owners.get(account);
    if (owner) of.get(owner.id)?.push(account);
  }
  return { of, spare: free.filter((account) => !owners.has(account)) };
}

interface Giving {
  free: readonly PoolAccount[];
  owners: Map<PoolAccount, Waiting>;
  tried: Set<PoolAccount>;
}

/** Finds one more account for a waiter, if need be by giving the owner of one another (augmenting paths). */
function give(waiter: Waiting, giving: Giving): boolean {
  const { free, owners, tried } = giving;
  const own = free.find((account) => !owners.has(account) && suits(account, waiter));
  if (own) {
    owners.set(own, waiter);
    return true;
  }
  for (const account of free) {
    if (tried.has(account) || !suits(account, waiter)) continue;
    tried.add(account);
    const owner = owners.get(account);
    if (!owner || asked(owner) === asked(waiter) || !give(owner, giving)) continue;
    owners.set(account, waiter);
    return true;
  }
  return false;
}

/** What a waiter asks for, as something to compare. */
export function asked({ only, exclude }: Meant): string {
  return JSON.stringify([only ?? null, exclude ?? null]);
}

function longestIdle(a: PoolAccount, b: PoolAccount): number {
  return a.changedAt - b.changedAt || accountKey(a).localeCompare(accountKey(b));
}
