import type { PoolAccount } from "../account.ts";
import type { PoolTable } from "./pool-table.ts";
import { expiredLease, reapLease } from "./reap-lease.ts";

export interface Reaping {
  /** The accounts now dirty because of this call. */
  reaped: PoolAccount[];
  /** All accounts of the look, those reaped as they are now. */
  accounts: PoolAccount[];
  /** Why some could not be reaped; they are left for the next look. */
  failures: unknown[];
}

/** Makes dirty what of a look at the pool is held by a lease that ran out. Never throws. */
export async function reapExpired(table: PoolTable, look: PoolAccount[]): Promise<Reaping> {
  const reaping: Reaping = { reaped: [], accounts: [], failures: [] };
  const tries = look.map(async (account) => {
    const lease = expiredLease(account, table.time.earliest());
    if (!lease) return account;
    try {
      const outcome = await reapLease(table, account, lease);
      if (outcome.kind === "done") reaping.reaped.push(outcome.account);
      return outcome.account ?? account;
    } catch (error) {
      reaping.failures.push(error);
      return account;
    }
  });
  reaping.accounts = await Promise.all(tries);
  return reaping;
}
