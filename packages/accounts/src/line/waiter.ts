import type { PoolAccount } from "../account.ts";

/** A run's place in the line, as its item in the pool's table says. */
export interface Waiter {
  /** Names the place, and no other: a run that lost its place gets a new one. */
  readonly id: string;
  readonly runId: string;
  /** Who waits, for people: host, user, CI job. */
  readonly holder: string;
  /** Larger ones come first. */
  readonly priority: number;
  /** Since when it waits: server time, ms; later than that of everyone it saw in the line. */
  readonly since: number;
  /** From here on nobody heeds the place, and anyone may remove it: server time, ms. */
  readonly until: number;
  /** How many accounts it has to hold to begin with; it gets what is missing all at once or not at all. */
  readonly minimum: number;
  /** The most it would hold. */
  readonly maximum: number;
  /** Only these accounts: keys, ids or names. */
  readonly only?: readonly string[] | undefined;
  /** Not these accounts: keys or ids. */
  readonly exclude?: readonly string[] | undefined;
}

/** A waiter that is below its minimum. */
export interface Waiting extends Waiter {
  /** How many accounts its run holds in the pool. */
  readonly held: number;
  /** How many it is missing. */
  readonly needs: number;
}

/**
 * The line as everyone sees it: who is not dead at `now` (server time, ms) and below its minimum, the first in line
 * first. A run counts once, by its first place: a write that came late may have left it a second one.
 */
export function lineOf(accounts: readonly PoolAccount[], waiters: readonly Waiter[], now: number): Waiting[] {
  const held = leasesByRun(accounts);
  const line = waiters
    .filter(({ until }) => until >= now)
    .map((waiter) => {
      const has = held.get(waiter.runId)?.length ?? 0;
      return { ...waiter, held: has, needs: waiter.minimum - has };
    })
    .filter(({ needs }) => needs > 0);
  const first = new Map(
    inOrder(line)
      .reverse()
      .map((waiter) => [waiter.runId, waiter] as const),
  );
  return inOrder([...first.values()]);
}

/** Higher priority first, then first come; everyone who sees the same waiters agrees. */
export function inOrder<W extends Waiter>(waiters: readonly W[]): W[] {
  return [...waiters].sort((a, b) => (isAhead(a, b) ? -1 : 1));
}

/** Whether `one` is served before `other`. */
export function isAhead(one: Waiter, other: Waiter): boolean {
  if (one.priority !== other.priority) return one.priority > other.priority;
  if (one.since !== other.since) return one.since < other.since;
  return one.runId === other.runId ? one.id < other.id : one.runId < other.runId;
}

/** @returns the accounts each run holds, of those runs that lease for a minimum (not leases by hand or for cleaning). */
export function leasesByRun(accounts: readonly PoolAccount[]): Map<string, PoolAccount[]> {
  const byRun = new Map<string, PoolAccount[]>();
  for (const account of accounts) {
    const { state, lease } = account;
    if (state !== "leased" || lease?.minimum === undefined || lease.byHand !== undefined) continue;
    byRun.set(lease.runId, [...(byRun.get(lease.runId) ?? []), account]);
  }
  return byRun;
}
