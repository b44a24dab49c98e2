import type { PoolAccount } from "../account.ts";
import type { PoolTable } from "../pool/pool-table.ts";
import { reapExpired } from "../pool/reap-expired.ts";
import { lineOf, type Waiter, type Waiting } from "./waiter.ts";
import { removeDead } from "./waiter-writes.ts";

export interface PoolAndLine {
  /** The accounts, those whose lease had run out as they are now. */
  accounts: PoolAccount[];
  /** Those who wait below their minimum and are not dead, the first in line first. */
  line: Waiting[];
  /** All places there are, also of those who have what they need. */
  waiters: Waiter[];
}

/**
 * Looks at accounts and line. Leases seen to have run out become dirty, and dead waiters' places are removed; what of
 * that fails is left to the next look.
 * @throws RegattaError as AWS failed.
 */
export async function readPool(table: PoolTable): Promise<PoolAndLine> {
  const { accounts: seen, waiters } = await table.look();
  const now = table.time.earliest();
  const [{ accounts }] = await Promise.all([reapExpired(table, seen), removeDead(table, waiters)]);
  return { accounts, waiters, line: lineOf(accounts, waiters, now) };
}
