import { type AccountRef, accountKey, type PoolAccount } from "../account.ts";
import { CleaningLease } from "../lease/cleaning-lease.ts";
import type { PoolTable } from "./pool-table.ts";
import { renewLease } from "./renew-lease.ts";
import { type LeaseRequest, takeAccount } from "./take-account.ts";

export interface StartCleaningOptions extends LeaseRequest {
  account: AccountRef;
  /** After how many failed cleanings in a row the account is quarantined; default 3. */
  quarantineAfter?: number;
  /**
   * How long after a first failed cleaning the next may start, ms; longer after each further one, a day at least once it
   * is quarantined. Without it the next may start at once, and a quarantined account waits for `reset`.
   */
  retryMs?: number;
  /** Takes it although its time for the next cleaning has not come: somebody asked for this account. */
  evenEarly?: boolean;
}

export type StartCleaningResult =
  | { kind: "cleaning"; cleaning: CleaningLease }
  /** It is not to be cleaned (any more, or yet); with the account as it is, or undefined when the pool does not have it. */
  | { kind: "not-dirty"; account: PoolAccount | undefined };

const QUARANTINE_AFTER = 3;

/**
 * Takes a dirty account, or a quarantined one whose time has come, to clean it under a lease of its own.
 * @throws RegattaError as AWS failed.
 */
export async function startCleaning(
  table: PoolTable,
  options: StartCleaningOptions,
): Promise<StartCleaningResult> {
  const { runId, holder, durationMs, quarantineAfter = QUARANTINE_AFTER, retryMs, evenEarly } = options;
  const dirty = await table.get(options.account);
  const from = dirty?.state;
  if (!dirty || !(from === "dirty" || from === "quarantined")) return { kind: "not-dirty", account: dirty };
  if (!evenEarly && !mayBeCleaned(dirty, table.time.earliest())) return { kind: "not-dirty", account: dirty };
  const leaseId = table.newId();
  const request = { runId, holder, durationMs, leaseId, from, to: "cleaning" } as const;
  const outcome = await takeAccount(table, dirty, request);
  if (outcome.kind === "refused") return { kind: "not-dirty", account: outcome.account };
  const cleaning = new CleaningLease({
    ...outcome,
    leaseId,
    durationMs,
    holder,
    quarantineAfter,
    retryMs,
    table,
    clock: table.clock,
    random: table.random,
    renew: (how) => renewLease(table, { account: dirty, leaseId, durationMs, ...how }),
  });
  return { kind: "cleaning", cleaning };
}

/**
 * The accounts of a look that may be cleaned, the one waiting longest first: the order in which a cleaner takes them.
 * @param now server time, ms.
 */
export function dirtyAccounts(accounts: readonly PoolAccount[], now: number): PoolAccount[] {
  return accounts
    .filter((account) => mayBeCleaned(account, now))
    .sort((a, b) => a.changedAt - b.changedAt || accountKey(a).localeCompare(accountKey(b)));
}

/** Whether a cleaner may take the account: it is dirty or quarantined, and its time for the next try has come. */
function mayBeCleaned({ state, cleanAfter }: PoolAccount, now: number): boolean {
  if (state === "dirty") return (cleanAfter ?? 0) <= now;
  return state === "quarantined" && cleanAfter !== undefined && cleanAfter <= now;
}
