import type { AccountRef, PoolAccount } from "../account.ts";
import { updateInput } from "./account-update.ts";
import { isRefusal, type PoolTable } from "./pool-table.ts";

export interface Renewal {
  account: AccountRef;
  leaseId: string;
  durationMs: number;
  /** What the holder is doing, for people: written along. */
  activity?: string | undefined;
  /** Gives the attempt up, retries included. */
  signal: AbortSignal;
}

export type RenewOutcome =
  /** With what of the lease is left at least, counted from the answer, ms. */
  | { kind: "renewed"; leftMs: number }
  /** The lease is no more; with the account as it is now. */
  | { kind: "lost"; account: PoolAccount | undefined };

/**
 * Moves a lease's end on, if it still is ours. Sent twice it renews twice, so a lost answer needs no care.
 *
 * Never moves it back: an attempt that was given up may still arrive, after a later one that its holder relies on.
 * @throws RegattaError when AWS failed or the attempt was given up.
 */
export async function renewLease(table: PoolTable, renewal: Renewal): Promise<RenewOutcome> {
  const { account, leaseId, durationMs, activity, signal } = renewal;
  const expiresAt = table.time.latest() + durationMs;
  const input = updateInput(table.table, table.pool, {
    account,
    condition: { leaseId, leaseEndsBy: expiresAt },
    set: { leaseExpiresAt: expiresAt, ...(activity === undefined ? {} : { leaseActivity: activity }) },
  });
  try {
    await table.update(input, { account, signal });
    // The answer may have corrected what we think the server's time is.
    return { kind: "renewed", leftMs: expiresAt - table.time.latest() };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return afterRefusal(table, renewal);
  }
}

async function afterRefusal(table: PoolTable, { account, leaseId, signal }: Renewal): Promise<RenewOutcome> {
  const now = await table.get(account, { signal });
  if (now?.lease?.id !== leaseId) return { kind: "lost", account: now };
  return { kind: "renewed", leftMs: now.lease.expiresAt - table.time.latest() };
}
