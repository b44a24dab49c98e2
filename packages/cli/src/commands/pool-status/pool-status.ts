import { type AccountState, accountKey, type PoolAccount, type Waiting } from "@regatta/accounts";
import type { OpenedPool } from "../../open-pool.ts";

/** The pool as one look found it. */
export interface PoolLook {
  table: string;
  pool: string;
  /** The server's time, ms. */
  now: number;
  accounts: PoolAccount[];
  /** Who waits for accounts, the first in line first. */
  line: Waiting[];
}

/** What `regatta pool status --json` prints; documented in docs/pool.md. Times are the server's. */
export interface PoolStatus {
  table: string;
  pool: string;
  /** When the pool was looked at, ISO 8601. */
  at: string;
  /** How many accounts of the whole pool are in each state. */
  counts: Record<AccountState, number>;
  /** Those of the states asked for. */
  accounts: AccountStatus[];
  /** Runs that wait for accounts, the first in line first. */
  line: WaitingStatus[];
}

export interface WaitingStatus {
  runId: string;
  holder: string;
  /** Larger ones come first. */
  priority: number;
  /** ISO 8601. */
  since: string;
  /** How long it has been waiting, ms. */
  forMs: number;
  /** How many accounts it is missing to begin with, and how many it has. */
  needs: number;
  held: number;
  minimum: number;
  maximum: number;
  /** Only these accounts: keys, ids or names. */
  only?: readonly string[];
}

export interface AccountStatus {
  /** `<id>/<region>`. */
  account: string;
  /** Whose it is, if it is someone's own. */
  name?: string;
  state: AccountState;
  /** When it came into this state, ISO 8601. */
  since: string;
  /** How long it has been in this state, ms. */
  forMs: number;
  /** Why it is dirty, quarantined or disabled. */
  reason?: string;
  /** The state it gets back when it is enabled again. */
  disabledFrom?: AccountState;
  /** Cleanings that failed since it was last clean. */
  failures: number;
  /** When a cleaner takes it next at the earliest, ISO 8601. */
  cleanAfter?: string;
  /** How long that is from now, ms; 0 and below when a cleaner may take it. */
  cleanInMs?: number;
  /** Since when only time removes what is left there, ISO 8601. */
  parkedSince?: string;
  /** Who has it, while it is leased or cleaned. */
  lease?: {
    id: string;
    runId: string;
    holder: string;
    /** Why a person took it by hand; no heartbeat moves its end then. */
    byHand?: string;
    /** What the holder was doing at its last heartbeat. */
    activity?: string;
    /** ISO 8601. */
    acquiredAt: string;
    /** ISO 8601. */
    expiresAt: string;
    /** Ms; 0 and below when it has run out and waits to be reaped. */
    leftMs: number;
  };
  /** Service → the fingerprint last seen deployed there. */
  fingerprints: Readonly<Record<string, string>>;
}

/** Every state, in the order in which they are counted. */
export const STATES = [
  "available",
  "leased",
  "cleaning",
  "dirty",
  "quarantined",
  "disabled",
] as const satisfies readonly AccountState[];

/** Reads the pool, once. @throws RegattaError as AWS fails. */
export async function lookAtPool({ pool, table, name }: OpenedPool): Promise<PoolLook> {
  const { accounts, line } = await pool.readLine();
  return { table, pool: name, now: pool.serverNow(), accounts, line };
}

/** What a look says, in the form for programs. @param states only accounts in these; all when left out. */
export function statusOf(look: PoolLook, states?: readonly AccountState[]): PoolStatus {
  const { table, pool, now, accounts, line } = look;
  return {
    table,
    pool,
    at: iso(now),
    counts: countStates(accounts),
    accounts: accounts
      .filter(({ state }) => states === undefined || states.includes(state))
      .map((account) => statusOfAccount(account, now)),
    line: line.map((waiting) => waitingOf(waiting, now)),
  };
}

function waitingOf(waiting: Waiting, now: number): WaitingStatus {
  const { runId, holder, priority, since, needs, held, minimum, maximum, only } = waiting;
  return {
    runId,
    holder,
    priority,
    since: iso(since),
    forMs: Math.max(0, now - since),
    needs,
    held,
    minimum,
    maximum,
    ...(only === undefined ? {} : { only }),
  };
}

/** What there is to say of one account. @param now the server's time, ms. */
export function statusOfAccount(account: PoolAccount, now: number): AccountStatus {
  const { name, state, changedAt, reason, disabledFrom, failures, fingerprints } = account;
  const { cleanAfter, parkedSince } = account;
  return {
    account: accountKey(account),
    ...(name === undefined ? {} : { name }),
    state,
    since: iso(changedAt),
    forMs: Math.max(0, now - changedAt),
    ...(reason === undefined ? {} : { reason }),
    ...(disabledFrom === undefined ? {} : { disabledFrom }),
    failures,
    ...(cleanAfter === undefined ? {} : { cleanAfter: iso(cleanAfter), cleanInMs: cleanAfter - now }),
    ...(parkedSince === undefined ? {} : { parkedSince: iso(parkedSince) }),
    ...(account.lease && { lease: leaseOf(account.lease, now) }),
    fingerprints,
  };
}

function leaseOf(lease: NonNullable<PoolAccount["lease"]>, now: number): NonNullable<AccountStatus["lease"]> {
  const { id, runId, holder, byHand, activity, acquiredAt, expiresAt } = lease;
  return {
    id,
    runId,
    holder,
    ...(byHand === undefined ? {} : { byHand }),
    ...(activity === undefined ? {} : { activity }),
    acquiredAt: iso(acquiredAt),
    expiresAt: iso(expiresAt),
    leftMs: expiresAt - now,
  };
}

function countStates(accounts: readonly PoolAccount[]): Record<AccountState, number> {
  const of = (state: AccountState) => accounts.filter((account) => account.state === state).length;
  return Object.fromEntries(STATES.map((state) => [state, of(state)])) as Record<AccountState, number>;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
