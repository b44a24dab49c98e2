import type { AccountLease, PoolAccount } from "../account.ts";
import { LEASE_FIELDS } from "./account-item.ts";
import { changeAccount, type TransitionOutcome } from "./change-account.ts";
import type { PoolTable } from "./pool-table.ts";

/** @returns the lease of an account if it ended before `now` (server time, ms). */
export function expiredLease(account: PoolAccount, now: number): AccountLease | undefined {
  return account.lease && account.lease.expiresAt < now ? account.lease : undefined;
}

/**
 * Ends a lease whose holder let it run out. The account becomes dirty, never available: nobody knows what the
 * holder left there. A heartbeat that came in between refuses it.
 * @throws RegattaError when AWS failed.
 */
export function reapLease(
  table: PoolTable,
  account: PoolAccount,
  lease: AccountLease,
): Promise<TransitionOutcome> {
  const why = reapReason(account, lease);
  return changeAccount(table, {
    account,
    changeId: table.newId(),
    condition: { leaseId: lease.id, leaseExpiredBefore: table.time.earliest() },
    to: "dirty",
    by: "reaper",
    why,
    set: { reason: why, vanished: { ...account.vanished, [lease.runId]: lease.holder } },
    remove: LEASE_FIELDS,
  });
}

function reapReason({ state, reason }: PoolAccount, lease: AccountLease): string {
  const { runId, holder, expiresAt, byHand } = lease;
  const until = new Date(expiresAt).toISOString();
  if (byHand !== undefined) {
    return `${holder} held it by hand until ${until} (${byHand})${reason === undefined ? "" : `; before that: ${reason}`}`;
  }
  const what = state === "cleaning" ? "the cleaning by" : "the lease of";
  return `${what} run ${runId}, held by ${holder}, ran out at ${until} without being given back`;
}
