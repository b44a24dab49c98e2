import type { AccountRef, PoolAccount } from "../account.ts";
import { type HandOver, turnIntoHandLease } from "./hand-lease.ts";
import type { PoolTable } from "./pool-table.ts";

/** Who a run leaves an account to, why, and for how long. */
export type HoldRequest = Omit<HandOver, "changeId">;

/** What came of keeping an account for a person. */
export type HoldResult =
  | { kind: "held"; account: PoolAccount }
  /** The lease was not ours any more. */
  | { kind: "lost" };

// A heartbeat that was under way may come in between.
const TRIES = 3;

/**
 * Turns a lease of ours into one by hand.
 * @returns the account as it is then; undefined when the lease is not ours any more.
 * @throws RegattaError as AWS failed.
 */
export async function holdLease(
  table: PoolTable,
  { account, leaseId, ...request }: HoldRequest & { account: AccountRef; leaseId: string },
): Promise<PoolAccount | undefined> {
  const changeId = `${leaseId}/held`;
  for (let tries = 0; tries < TRIES; tries++) {
    const seen = await table.get(account);
    // Held already by a call of ours whose answer got lost.
    if (seen?.lease?.byHand !== undefined && seen.history.some(({ id }) => id === changeId)) return seen;
    if (seen?.lease?.id !== leaseId) return undefined;
    const held = await turnIntoHandLease(table, seen, { ...request, changeId });
    if (held) return held;
  }
  return undefined;
}
