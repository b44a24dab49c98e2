import type { AccountState, PoolAccount } from "../account.ts";
import { type AccountFields, LEASE_FIELDS } from "./account-item.ts";
import { changeAccount } from "./change-account.ts";
import type { PoolTable } from "./pool-table.ts";

/** What came of giving an account back. */
export type HandBack =
  | { kind: "done" }
  /** The lease was not ours any more: the account is someone else's business, nothing was changed. */
  | { kind: "lost" };

export interface LeaseEnd {
  /** The account as it was when it was taken. */
  account: PoolAccount;
  leaseId: string;
  to: Extract<AccountState, "available" | "dirty" | "quarantined">;
  holder: string;
  why: string;
  set?: Partial<AccountFields>;
  /** Fields that go, beside the lease's. */
  remove?: ReadonlyArray<keyof AccountFields>;
}

/**
 * Ends a lease of ours and leaves the account in `to`. Sent twice, also by hand, it is one change.
 * @throws RegattaError when AWS failed: call it again, or leave the lease to the reaper.
 */
export async function endLease(table: PoolTable, end: LeaseEnd): Promise<HandBack> {
  const { account, leaseId, to, holder, why } = end;
  const outcome = await changeAccount(table, {
    account,
    changeId: `${leaseId}/${to}`,
    condition: { leaseId },
    to,
    by: holder,
    why,
    set: to === "available" ? { ...end.set } : { ...end.set, reason: why },
    remove: [...LEASE_FIELDS, ...(to === "available" ? (["reason"] as const) : []), ...(end.remove ?? [])],
  });
  return { kind: outcome.kind === "done" ? "done" : "lost" };
}
