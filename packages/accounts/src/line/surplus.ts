import type { PoolAccount } from "../account.ts";
import { suits } from "../pool/choose-accounts.ts";
import type { Shares } from "./share-out.ts";
import { leasesByRun, type Waiting } from "./waiter.ts";

/**
 * Works out how many accounts each run should give back for those below their minimum. All holders that see the same
 * pool agree: the run with the largest surplus above its own minimum gives first (of equals the one whose id sorts
 * first), nobody goes below its minimum, and once someone gave what was its part, the others' parts stay the same.
 *
 * Nothing is given for a waiter that it would not complete, nor for those behind it who could use the same accounts:
 * what comes free would wait for it, in use by nobody.
 * @returns by run id; runs that should give nothing are not in it.
 */
export function surplusByRun(
  accounts: readonly PoolAccount[],
  line: readonly Waiting[],
  shares: Shares,
): Map<string, number> {
  const holders = holdersOf(accounts, line);
  const held = new Set<Waiting>();
  for (const waiter of line) {
    const missing = waiter.needs - (shares.of.get(waiter.id)?.length ?? 0);
    const blocked = [...held];
    const useful = (account: PoolAccount) =>
      suits(account, waiter) && !blocked.some((other) => suits(account, other));
    const gifts = collect(holders, missing, useful);
    if (gifts === undefined) held.add(waiter);
    else for (const [holder, accounts] of gifts) for (const account of accounts) give(holder, account);
  }
  return new Map(holders.filter(({ given }) => given > 0).map(({ runId, given }) => [runId, given] as const));
}

interface Holder {
  runId: string;
  /** Above its minimum, and not given away. */
  surplus: number;
  given: number;
  accounts: PoolAccount[];
}

// Whoever waits itself has nothing to give.
function holdersOf(accounts: readonly PoolAccount[], line: readonly Waiting[]): Holder[] {
  const waiting = new Set(line.map(({ runId }) => runId));
  return [...leasesByRun(accounts)]
    .filter(([runId]) => !waiting.has(runId))
    .map(([runId, held]) => {
      const minimum = Math.max(...held.map(({ lease }) => lease?.minimum ?? 0));
      return { runId, surplus: Math.max(0, held.length - minimum), given: 0, accounts: held };
    });
}

/** @returns so many accounts, each from the run with the largest surplus then; undefined when there are not enough. */
function collect(
  holders: readonly Holder[],
  count: number,
  useful: (account: PoolAccount) => boolean,
): Map<Holder, PoolAccount[]> | undefined {
  const gifts = new Map<Holder, PoolAccount[]>();
  const left = (holder: Holder) => holder.surplus - (gifts.get(holder)?.length ?? 0);
  const next = (holder: Holder) =>
    holder.accounts.find((account) => useful(account) && !gifts.get(holder)?.includes(account));
  for (let n = 0; n < count; n++) {
    const giver = holders
      .filter((holder) => left(holder) > 0 && next(holder))
      .sort((a, b) => left(b) - left(a) || (a.runId < b.runId ? -1 : 1))[0];
    const account = giver && next(giver);
    if (!giver || !account) return undefined;
    gifts.set(giver, [...(gifts.get(giver) ?? []), account]);
  }
  return gifts;
}

function give(holder: Holder, account: PoolAccount): void {
  holder.surplus--;
  holder.given++;
  holder.accounts = holder.accounts.filter((other) => other !== account);
}
