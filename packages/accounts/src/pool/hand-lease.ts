import { randomUUID } from "node:crypto";
import { RegattaError } from "@regatta/foundation";
import {
  type AccountLease,
  type AccountRef,
  type AccountState,
  accountKey,
  type PoolAccount,
} from "../account.ts";
import { leaseTiming } from "../lease/lease-timing.ts";
import { shortened } from "./account-history.ts";
import { LEASE_FIELDS } from "./account-item.ts";
import { changeAccount } from "./change-account.ts";
import { busy, mustGet } from "./must-get.ts";
import type { PoolTable } from "./pool-table.ts";
import { takeAccount } from "./take-account.ts";

const HAND_RUN = "by-hand-";

/** A run's id for a lease that a person takes, for what is named after a run (sessions, tags); no other has it. */
export function newHandRunId(): string {
  return `${HAND_RUN}${randomUUID().slice(0, 8)}`;
}

/** Who wants to keep an account by hand, why, and for how long. */
export interface HandRequest {
  holder: string;
  reason: string;
  /** Until the lease's end, ms; nothing renews it. At least 1000. */
  durationMs: number;
}

/**
 * Keeps an idle account as it is, for a person: takes a lease without heartbeats of an available, dirty or quarantined
 * account. When the lease runs out the account is dirty, whatever it was.
 * @throws RegattaError ACCOUNT_NOT_FOUND; ACCOUNT_BUSY when somebody has it, it is disabled, or was changed meanwhile.
 */
export async function takeByHand(
  table: PoolTable,
  ref: AccountRef,
  { holder, reason, durationMs }: HandRequest,
): Promise<PoolAccount> {
  const account = await mustGet(table, ref);
  const { state: from } = account;
  if (from !== "available" && from !== "dirty" && from !== "quarantined") throw busy(account);
  const outcome = await takeAccount(table, account, {
    runId: newHandRunId(),
    holder,
    durationMs,
    byHand: reason,
    leaseId: table.newId(),
    from,
    to: "leased",
  });
  if (outcome.kind === "refused") throw busy(outcome.account ?? account);
  return outcome.account;
}

/**
 * Moves the end of a lease by hand: it ends `durationMs` from now.
 * @param seen the account as it was read, with that lease.
 * @throws RegattaError ACCOUNT_BUSY when the lease is another one by now.
 */
export async function moveHandLeaseEnd(
  table: PoolTable,
  seen: PoolAccount,
  { holder, reason, durationMs }: HandRequest,
): Promise<PoolAccount> {
  const lease = handLease(seen);
  const outcome = await changeAccount(table, {
    account: seen,
    changeId: table.newId(),
    condition: { leaseId: lease.id },
    to: "leased",
    by: holder,
    why: `held on by hand: ${reason}`,
    set: { leaseExpiresAt: endOf(table, durationMs), leaseByHand: shortened(reason) },
  });
  if (outcome.kind === "refused") throw busy(outcome.account ?? seen);
  return outcome.account;
}

/**
 * Takes over a lease by hand that somebody else, or a CI job, holds.
 * @param seen the account as it was read, with that lease.
 * @throws RegattaError ACCOUNT_BUSY when it is no lease by hand, or another one by now.
 */
export async function takeOverByHand(
  table: PoolTable,
  seen: PoolAccount,
  request: HandRequest,
): Promise<PoolAccount> {
  handLease(seen);
  const taken = await turnIntoHandLease(table, seen, { ...request, changeId: table.newId() });
  if (!taken) throw busy(await mustGet(table, seen));
  return taken;
}

/**
 * Turns the lease that was seen into one by hand of someone else, under a new id: a person takes over what another or a
 * CI job held by hand, or a run leaves what failed to a person.
 * @returns undefined when the lease is another one by now.
 */
export async function turnIntoHandLease(
  table: PoolTable,
  seen: PoolAccount,
  { holder, reason, durationMs, changeId, dirtyBecause }: HandOver,
): Promise<PoolAccount | undefined> {
  const { lease } = seen;
  if (!lease) return undefined;
  const outcome = await changeAccount(table, {
    account: seen,
    changeId,
    condition: { leaseId: lease.id, version: seen.version },
    to: "leased",
    by: holder,
    why: `kept by hand: ${reason}`,
    set: {
      leaseId: table.newId(),
      leaseHolder: holder,
      leaseEpoch: seen.version + 1,
      leaseAcquiredAt: table.time.earliest(),
      leaseExpiresAt: endOf(table, durationMs),
      leaseByHand: shortened(reason),
      ...(dirtyBecause === undefined ? {} : { reason: dirtyBecause }),
    },
    remove: ["leaseActivity"],
  });
  return outcome.kind === "done" ? outcome.account : undefined;
}

/** A lease that becomes one by hand. */
export interface HandOver extends HandRequest {
  /** Names the write, so that it is known again. */
  changeId: string;
  /** Why the account is not clean, where that is known. */
  dirtyBecause?: string | undefined;
}

/** How a lease is ended by somebody who need not be its holder. */
export interface HandLeaseEnd {
  /** `available` only where the account was so when it was taken, and its lease by hand still stands. */
  to: Extract<AccountState, "available" | "dirty">;
  /** Who ends it, and why: both are in the account's history. */
  by: string;
  reason: string;
}

/**
 * Ends the lease that was seen, whoever holds it; who holds it finds out at the next renewal.
 * @throws RegattaError ACCOUNT_NOT_CLEAN when it cannot become available; ACCOUNT_BUSY when the lease is another one by
 * now.
 */
export async function endSeenLease(
  table: PoolTable,
  seen: PoolAccount,
  { to, by, reason }: HandLeaseEnd,
): Promise<PoolAccount> {
  const { lease } = seen;
  if (!lease) throw busy(seen, "Nobody holds it: there is nothing to end.");
  if (to === "available") checkClean(seen, lease, table.time.latest());
  const outcome = await changeAccount(table, {
    account: seen,
    changeId: table.newId(),
    condition: { leaseId: lease.id },
    to,
    by,
    why: reason,
    // Whoever held it may have credentials that live on: the cleaner revokes them.
    set: to === "available" ? {} : { reason, vanished: { ...seen.vanished, [lease.runId]: lease.holder } },
    remove: LEASE_FIELDS,
  });
  if (outcome.kind === "refused") throw busy(outcome.account ?? seen);
  return outcome.account;
}

// Nobody's word makes an account available that was dirty before, that a run worked in, or whose time was up.
function checkClean(seen: PoolAccount, { byHand, expiresAt, runId }: AccountLease, now: number): void {
  const problem =
    byHand === undefined || !runId.startsWith(HAND_RUN)
      ? "a run worked there"
      : seen.reason !== undefined
        ? `it was not clean when it was taken (${seen.reason})`
        : expiresAt <= now
          ? "its lease ran out"
          : undefined;
  if (problem === undefined) return;
  throw new RegattaError(`The account ${accountKey(seen)} cannot go back as available: ${problem}.`, {
    code: "ACCOUNT_NOT_CLEAN",
    source: "user",
    account: accountKey(seen),
    nextStep: "Release it as dirty; the cleaner makes it available.",
  });
}

function handLease(seen: PoolAccount): AccountLease {
  if (seen.lease?.byHand !== undefined) return seen.lease;
  throw busy(seen);
}

function endOf(table: PoolTable, durationMs: number): number {
  return table.time.latest() + leaseTiming(durationMs).durationMs;
}
