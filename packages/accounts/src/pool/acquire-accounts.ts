import { accountKey, type PoolAccount } from "../account.ts";
import { Lease } from "../lease/lease.ts";
import { readPool } from "../line/read-pool.ts";
import { shareOut } from "../line/share-out.ts";
import { type Choosing, chooseAccounts } from "./choose-accounts.ts";
import type { PoolTable } from "./pool-table.ts";
import type { LeaseRequest } from "./take-account.ts";
import { takeLease } from "./take-lease.ts";

export interface AcquireOptions extends LeaseRequest, Omit<Choosing, "random"> {}

export interface Acquired {
  leases: Lease[];
  /** The pool as it was seen, as far as it is known to have changed since. */
  accounts: PoolAccount[];
}

/**
 * Leases up to `count` different accounts after one look at the pool; leases seen to have run out become dirty.
 * A lost race goes on with the next candidate of the same look. What runs in the line are due is left to them.
 * @throws RegattaError as AWS failed, unless some account could be leased all the same.
 */
export async function acquireAccounts(
  table: PoolTable,
  count: number,
  options: AcquireOptions,
): Promise<Acquired> {
  // An account that could not be reaped does not keep others from being leased; the next look tries again.
  const { accounts, line } = await readPool(table);
  const seen = new Map(accounts.map((account) => [accountKey(account), account]));
  const { spare } = shareOut(accounts, line);
  const candidates = chooseAccounts(spare, { ...options, random: table.random }).values();
  const leases: Lease[] = [];

  const takeOne = async (): Promise<void> => {
    for (const candidate of candidates) {
      const outcome = await takeLease(table, candidate, options);
      if (outcome instanceof Lease) {
        seen.set(accountKey(candidate), outcome.account);
        leases.push(outcome);
        return;
      }
      if (outcome) seen.set(accountKey(candidate), outcome);
    }
  };
  const results = await Promise.allSettled(Array.from({ length: count }, takeOne));
  const failure = results.find((result) => result.status === "rejected");
  if (failure && leases.length === 0) throw failure.reason;
  // One taken so slowly that it had to fence itself is no lease to hand out.
  return { leases: leases.filter(({ signal }) => !signal.aborted), accounts: [...seen.values()] };
}
