import type { PoolAccount } from "../account.ts";
import { Lease } from "../lease/lease.ts";
import type { PoolTable } from "./pool-table.ts";
import { renewLease } from "./renew-lease.ts";
import { type LeaseRequest, takeAccount } from "./take-account.ts";

/**
 * Takes an account that can be leased, as it was read.
 * @returns the lease, or on a lost race the account as it is now; undefined when it is gone.
 * @throws RegattaError as AWS failed.
 */
export async function takeLease(
  table: PoolTable,
  candidate: PoolAccount,
  { runId, holder, durationMs, byHand, minimum }: LeaseRequest,
): Promise<Lease | PoolAccount | undefined> {
  const leaseId = table.newId();
  const from = candidate.state === "dirty" ? "dirty" : "available";
  const request = { runId, holder, durationMs, byHand, minimum, leaseId, from, to: "leased" } as const;
  const outcome = await takeAccount(table, candidate, request);
  if (outcome.kind === "refused") return outcome.account;
  return new Lease({
    ...outcome,
    leaseId,
    durationMs,
    holder,
    runId,
    table,
    clock: table.clock,
    random: table.random,
    renew: (how) => renewLease(table, { account: candidate, leaseId, durationMs, ...how }),
  });
}
