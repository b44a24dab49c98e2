import { leaseHolder, type PoolAccount } from "@regatta/accounts";

// More of them would push what is to be done off the line.
const NAMED = 3;

/**
 * Who holds accounts, and until when at least: ` (2 by run r7 (ci) until 16:04 UTC, 1 by …)`, who holds most first;
 * empty where nobody does. A run that lives renews its leases, so they may well last longer. Pure.
 */
export function describeHolders(accounts: readonly PoolAccount[]): string {
  const byHolder = new Map<string, number[]>();
  for (const { lease } of accounts) {
    if (!lease) continue;
    const holder = leaseHolder(lease);
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), lease.expiresAt]);
  }
  if (byHolder.size === 0) return "";
  const holders = [...byHolder].sort(([, a], [, b]) => b.length - a.length);
  const named = holders.slice(0, NAMED).map(([holder, ends]) => {
    const count = accounts.length > 1 ? `${ends.length} ` : "";
    return `${count}by ${holder} until ${time(Math.max(...ends))}`;
  });
  const others = holders.length - named.length;
  return ` (${[...named, ...(others > 0 ? [`and ${others} more`] : [])].join(", ")})`;
}

function time(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}
