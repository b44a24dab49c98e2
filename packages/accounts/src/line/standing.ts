import type { PoolAccount } from "../account.ts";
import { type Meant, suits } from "../pool/choose-accounts.ts";
import { type Shares, shareOut } from "./share-out.ts";
import { surplusByRun } from "./surplus.ts";
import { inOrder, isAhead, type Waiter, type Waiting } from "./waiter.ts";

/** Who looks at the pool, and what for. */
export interface Asking extends Meant {
  runId: string;
  holder: string;
  priority: number;
  minimum: number;
  maximum: number;
  /** How many accounts it holds, as far as it knows itself. */
  held: number;
  /** How many more it would take. */
  want: number;
}

/** Where someone who looks at the pool stands. */
export interface Standing {
  /** How many accounts it is missing to its minimum: all at once or none. */
  needs: number;
  /** The accounts it may take now: its share of those below their minimum, and what is nobody's share. */
  share: readonly PoolAccount[];
  spare: readonly PoolAccount[];
  /** Whether it would be served if it had a place in the line, by now. */
  isComplete: boolean;
  /** Those in the line who could use the same accounts, the first in line first; without itself. */
  rivals: readonly Waiting[];
  /** Of those and itself, how many come up to and with it. */
  position: number;
  /** How many accounts its run should give back for others. */
  surplus: number;
  /** What it may expect, for estimating: everyone who comes before it, and itself last. */
  ahead: readonly Waiting[];
}

export interface Seen {
  accounts: readonly PoolAccount[];
  /** The line as everybody sees it. */
  line: readonly Waiting[];
}

/**
 * Works out from one look at the pool what someone may take, and where it stands otherwise. Whoever has no place yet
 * stands behind all of its priority.
 * @param place its place in the line, if it has one.
 */
export function standingOf({ accounts, line }: Seen, asking: Asking, place?: Waiter): Standing {
  const needs = missing(asking);
  const others = line.filter(({ runId }) => runId !== asking.runId);
  const mine = asWaiting(asking, needs, place);
  const whole = needs > 0 ? inOrder([...others, mine]) : others;
  const shares = shareOut(accounts, whole);
  const share = shares.of.get(mine.id) ?? [];
  const rivals = others.filter((other) => contend(accounts, mine, other));
  const ahead = rivals.filter((other) => isAhead(other, mine));
  return {
    needs,
    share,
    spare: shares.spare.filter((account) => suits(account, asking)),
    isComplete: needs > 0 && share.length >= needs,
    rivals,
    position: ahead.length + 1,
    surplus: surplusOf({ accounts, line: others, shares }, asking),
    ahead: [...ahead, mine],
  };
}

/** How many accounts are missing to the minimum, or to all that is wanted where that is less. */
export function missing({ minimum, held, want }: Pick<Asking, "minimum" | "held" | "want">): number {
  return Math.max(0, Math.min(minimum - held, want));
}

// One below its own minimum has no surplus, whatever others may still count as its own.
function surplusOf(seen: Seen & { shares: Shares }, asking: Asking): number {
  if (missing(asking) > 0) return 0;
  return surplusByRun(seen.accounts, seen.line, seen.shares).get(asking.runId) ?? 0;
}

function asWaiting(asking: Asking, needs: number, place: Waiter | undefined): Waiting {
  const { runId, holder, priority, minimum, maximum, held, only, exclude } = asking;
  return {
    id: place?.id ?? "",
    since: place?.since ?? Number.POSITIVE_INFINITY,
    until: place?.until ?? Number.POSITIVE_INFINITY,
    priority: place?.priority ?? priority,
    runId,
    holder,
    minimum,
    maximum,
    held,
    needs,
    ...(only ? { only } : {}),
    ...(exclude ? { exclude } : {}),
  };
}

/** Whether two could use the same account of the pool. */
function contend(accounts: readonly PoolAccount[], one: Meant, other: Meant): boolean {
  return accounts.some((account) => suits(account, one) && suits(account, other));
}
