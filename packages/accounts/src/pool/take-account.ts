import type { AccountState, PoolAccount } from "../account.ts";
import { leaseTiming } from "../lease/lease-timing.ts";
import { shortened } from "./account-history.ts";
import { changeAccount } from "./change-account.ts";
import type { PoolTable } from "./pool-table.ts";

/** Who wants an account, and for how long. */
export interface LeaseRequest {
  runId: string;
  /** Who holds the lease, for people: host, user, CI job. */
  holder: string;
  /** How long the lease lasts without a heartbeat, ms. */
  durationMs: number;
  /** Why a person takes it by hand, until the lease's end and without heartbeats. Left out for a run's lease. */
  byHand?: string | undefined;
  /** How many accounts the run keeps at least; without it the lease is none that is given back for others. */
  minimum?: number | undefined;
}

export interface Take extends LeaseRequest {
  /** Chosen by the caller, unique: the same take sent twice is one lease. */
  leaseId: string;
  from: Extract<AccountState, "available" | "dirty" | "quarantined">;
  to: Extract<AccountState, "leased" | "cleaning">;
}

export type TakeOutcome =
  /**
   * With the monotonic time at which the write was sent, from where the lease is counted, and what of it is left at
   * least in the table, both in ms.
   */
  | { kind: "taken"; account: PoolAccount; epoch: number; sentAt: number; leftMs: number }
  | { kind: "refused"; account: PoolAccount | undefined };

/**
 * Takes an account for a holder if it still is what was read. The version it gets is the lease's epoch.
 * @throws RegattaError when AWS failed; should the write have happened all the same, its lease runs out and is reaped.
 */
export async function takeAccount(table: PoolTable, account: PoolAccount, take: Take): Promise<TakeOutcome> {
  const { durationMs } = leaseTiming(take.durationMs);
  const epoch = account.version + 1;
  const sentAt = table.clock.monotonic();
  const outcome = await changeAccount(table, {
    account,
    changeId: take.leaseId,
    condition: { version: account.version, states: [take.from] },
    to: take.to,
    by: take.holder,
    why: whyTaken(take),
    set: {
      leaseId: take.leaseId,
      leaseHolder: take.holder,
      leaseRunId: take.runId,
      leaseEpoch: epoch,
      leaseAcquiredAt: table.time.earliest(),
      leaseExpiresAt: table.time.latest() + durationMs,
      ...(take.byHand === undefined ? {} : { leaseByHand: shortened(take.byHand) }),
      ...(take.minimum === undefined ? {} : { leaseMinimum: take.minimum }),
    },
    remove: ["cleanAfter"],
  });
  if (outcome.kind === "refused") return outcome;
  // The write may have been found by reading, after a reaper already ended the lease: then it is no lease.
  const { lease } = outcome.account;
  if (lease?.id !== take.leaseId) return { kind: "refused", account: outcome.account };
  // The answer may have corrected what we think the server's time is.
  const leftMs = lease.expiresAt - table.time.latest();
  return { kind: "taken", account: outcome.account, epoch, sentAt, leftMs };
}

function whyTaken({ to, runId, byHand }: Take): string {
  if (byHand !== undefined) return `taken by hand: ${byHand}`;
  return `${to === "leased" ? "leased" : "taken for cleaning"} by run ${runId}`;
}
