import type { PoolAccount } from "../account.ts";
import { canBeLeased, suits } from "../pool/choose-accounts.ts";
import type { Standing } from "./standing.ts";

/**
 * Estimates how long someone below its minimum will wait: until as many of the leases there are have ended as it and
 * those before it are missing. How long a lease still lasts is judged by the past ones in the accounts' histories.
 * @param now server time, ms.
 * @returns ms; undefined when no lease is known to have ended, or too few accounts are leased (some are dirty, say).
 */
export function estimateWait(
  accounts: readonly PoolAccount[],
  { ahead }: Pick<Standing, "ahead">,
  now: number,
): number | undefined {
  const mine = ahead.at(-1);
  const lengths = pastLeases(accounts);
  if (!mine || lengths.length === 0) return undefined;
  const ends = accounts
    .filter((account) => account.state === "leased" && suits(account, mine))
    .map(({ lease }) => timeLeft(lengths, now - (lease?.acquiredAt ?? now)))
    .sort((a, b) => a - b);
  const free = accounts.filter((account) => canBeLeased(account) && suits(account, mine)).length;
  const missing = ahead.reduce((sum, { needs }) => sum + needs, 0) - free;
  return missing <= 0 ? 0 : ends[missing - 1];
}

/** How long the leases in the accounts' histories lasted, ms, shortest first. */
export function pastLeases(accounts: readonly PoolAccount[]): number[] {
  return accounts
    .flatMap(({ history }) =>
      history.flatMap(({ state, at }, i) => {
        const next = history[i + 1];
        return state === "leased" && next ? [next.at - at] : [];
      }),
    )
    .sort((a, b) => a - b);
}

/** The middle of what was left of those past leases that lasted as long; one that outlasts all of them lasts as long again. */
function timeLeft(lengths: readonly number[], elapsed: number): number {
  const longer = lengths.filter((length) => length > elapsed);
  const middle = longer[Math.floor(longer.length / 2)];
  return middle === undefined ? elapsed : middle - elapsed;
}
