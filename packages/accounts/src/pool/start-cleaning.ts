import { type AccountRef, accountKey, type PoolAccount } from "../account.ts";
import { CleaningLease } from "../lease/cleaning-lease.ts";
import type { PoolTable } from "./pool-table.ts";
import { renewLease } from "./renew-lease.ts";
import { type LeaseRequest, takeAccount } from "./take-account.ts";

export interface StartCleaningOptions extends LeaseRequest {
  account: AccountRef;
  /** After how many failed cleanings in a row the account is quarantined; default 3. */
  quarantineAfter?: number;
}

export type StartCleaningResult =
  | { kind: "cleaning"; cleaning: CleaningLease }
  /** It is not dirty (any more); with the account as it is, or undefined when the pool does not have it. */
  | { kind: "not-dirty"; account: PoolAccount | undefined };

const QUARANTINE_AFTER = 3;

/**
 * Takes a dirty account to clean it, under a lease of its own.
 * @throws RegattaError as AWS failed.
 */
export async function startCleaning(
  table: PoolTable,
  options: StartCleaningOptions,
): Promise<StartCleaningResult> {
  const { runId, holder, durationMs, quarantineAfter = QUARANTINE_AFTER } = options;
  const dirty = await table.get(options.account);
  if (dirty?.state !== "dirty") return { kind: "not-dirty", account: dirty };
  const leaseId = table.newId();
  const request = { runId, holder, durationMs, leaseId, from: "dirty", to: "cleaning" } as const;
  const outcome = await takeAccount(table, dirty, request);
  if (outcome.kind === "refused") return { kind: "not-dirty", account: outcome.account };
  const cleaning = new CleaningLease({
    ...outcome,
    leaseId,
    durationMs,
    holder,
    quarantineAfter,
    table,
    clock: table.clock,
    random: table.random,
    renew: (how) => renewLease(table, { account: dirty, leaseId, durationMs, ...how }),
  });
  return { kind: "cleaning", cleaning };
}

/** The dirty accounts of a look, the one waiting longest first: the order in which a cleaner takes them. */
export function dirtyAccounts(accounts: readonly PoolAccount[]): PoolAccount[] {
  return accounts
    .filter((account) => account.state === "dirty")
    .sort((a, b) => a.changedAt - b.changedAt || accountKey(a).localeCompare(accountKey(b)));
}
