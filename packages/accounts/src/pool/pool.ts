import { randomUUID } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Clock, systemClock } from "@regatta/foundation";
import type { AccountRef, PoolAccount } from "../account.ts";
import type { AccountInput } from "../account-input.ts";
import { FollowedLease } from "../lease/followed-lease.ts";
import type { Lease } from "../lease/lease.ts";
import { type LineOptions, PlaceInLine } from "../line/place-in-line.ts";
import { lineOf, type Waiting } from "../line/waiter.ts";
import { type AcquireOptions, acquireAccounts } from "./acquire-accounts.ts";
import { addAccount } from "./add-account.ts";
import { createTable } from "./create-table.ts";
import { disableAccount, enableAccount, type KeeperChange, resetAccount } from "./disable-account.ts";
import {
  endSeenLease,
  type HandLeaseEnd,
  type HandRequest,
  moveHandLeaseEnd,
  takeByHand,
  takeOverByHand,
} from "./hand-lease.ts";
import { mustGet } from "./must-get.ts";
import { PoolTable } from "./pool-table.ts";
import { reapExpired } from "./reap-expired.ts";
import { removeAccount } from "./remove-account.ts";
import { type StartCleaningOptions, type StartCleaningResult, startCleaning } from "./start-cleaning.ts";
import { readTableSettings, switchOnTableSettings, type TableSettings } from "./table-settings.ts";

export interface PoolOptions {
  client: DynamoDBClient;
  table: string;
  /** The pool's name: one table can hold several. */
  pool: string;
  clock?: Clock;
  /** Yields numbers from 0 to below 1. */
  random?: () => number;
  /** Yields ids nobody else has: for leases, writes and places in the line. Default: random UUIDs. */
  newId?: () => string;
}

export type AcquireResult =
  | { kind: "leased"; lease: Lease }
  /** Nothing could be leased; with the accounts there are, to say why. */
  | { kind: "none"; accounts: PoolAccount[] };

/**
 * A named set of accounts, kept as items of one DynamoDB table. All writes are conditional and touch one item.
 * Every method throws RegattaError when AWS refuses or cannot be reached (TABLE_NOT_FOUND, NO_CREDENTIALS,
 * ACCESS_DENIED, AWS_UNREACHABLE, …).
 */
export class Pool {
  readonly #table: PoolTable;

  constructor({
    client,
    table,
    pool,
    clock = systemClock,
    random = Math.random,
    newId = randomUUID,
  }: PoolOptions) {
    this.#table = new PoolTable({ client, table, pool, clock, random, newId });
  }

  /**
   * Makes the table and waits until it can be used.
   * @throws RegattaError TABLE_MISMATCH when a table of that name has other keys.
   */
  createTable(): Promise<"created" | "exists"> {
    return createTable(this.#table);
  }

  /**
   * Adds an account, available; one that is there already stays as it is.
   * @param by who adds it, for its history.
   * @throws RegattaError INVALID_ACCOUNT, with nothing written.
   */
  add(account: AccountInput, by = "keeper"): Promise<"added" | "exists"> {
    return addAccount(this.#table, account, by);
  }

  /** Reads all accounts with one strongly consistent Query. */
  list(): Promise<PoolAccount[]> {
    return this.#table.list();
  }

  /**
   * The server's time, ms; it may be up to about a second later, never earlier. Independent of the wall clock.
   * @throws RegattaError NO_SERVER_TIME before the first answer.
   */
  serverNow(): number {
    return this.#table.time.earliest();
  }

  /**
   * Leases the account that costs the least to get ready, of those that nobody in the line is due. Leases seen to
   * have run out become dirty.
   * @throws RegattaError LEASE_TOO_SHORT when `durationMs` is below a second.
   */
  async acquire(options: AcquireOptions): Promise<AcquireResult> {
    const { leases, accounts } = await acquireAccounts(this.#table, 1, options);
    return leases[0] ? { kind: "leased", lease: leases[0] } : { kind: "none", accounts };
  }

  /**
   * Leases as many different accounts as can be had now, up to `count`, after one look at the pool.
   * When AWS fails midway the leases got so far are returned; the error is thrown only if there are none.
   */
  async acquireMany(options: AcquireOptions & { count: number }): Promise<Lease[]> {
    return (await acquireAccounts(this.#table, options.count, options)).leases;
  }

  /**
   * A run's claim to accounts: what it looks with, takes its due, and waits in line.
   * @throws RegattaError LINE_INVALID when minimum and maximum do not fit together.
   */
  line(options: LineOptions): PlaceInLine {
    return new PlaceInLine(this.#table, options);
  }

  /** Reads accounts and line with one strongly consistent Query, and changes nothing. */
  async readLine(): Promise<{ accounts: PoolAccount[]; line: Waiting[] }> {
    const { accounts, waiters } = await this.#table.look();
    return { accounts, line: lineOf(accounts, waiters, this.#table.time.earliest()) };
  }

  /**
   * Reads accounts and line only to show them: changes nothing, and costs half of `readLine()`. What it finds may be about
   * a second old, and older than what the look before it found.
   * @returns with what it cost, in DynamoDB's read units; 0 where the server does not say.
   */
  async glance(): Promise<{ accounts: PoolAccount[]; line: Waiting[]; readUnits: number }> {
    const { accounts, waiters, readUnits } = await this.#table.look({ eventually: true });
    return { accounts, line: lineOf(accounts, waiters, this.#table.time.earliest()), readUnits };
  }

  /** Makes the accounts dirty whose lease ran out. @returns those, as they are now. */
  async reap(): Promise<PoolAccount[]> {
    const { reaped, failures } = await reapExpired(this.#table, await this.#table.list());
    if (failures.length > 0) throw failures[0];
    return reaped;
  }

  /** Takes a dirty account to clean it, under a lease of its own. */
  startCleaning(options: StartCleaningOptions): Promise<StartCleaningResult> {
    return startCleaning(this.#table, options);
  }

  /**
   * Takes an idle account out of use.
   * @throws RegattaError ACCOUNT_NOT_FOUND, ACCOUNT_BUSY.
   */
  disable(account: AccountRef, change: KeeperChange): Promise<PoolAccount> {
    return disableAccount(this.#table, account, change);
  }

  /**
   * Puts a disabled account back as it was; any other stays as it is.
   * @throws RegattaError ACCOUNT_NOT_FOUND, ACCOUNT_BUSY.
   */
  enable(account: AccountRef, change: KeeperChange): Promise<PoolAccount> {
    return enableAccount(this.#table, account, change);
  }

  /**
   * Hands a quarantined account to the cleaner again, as dirty; any other stays as it is.
   * @throws RegattaError ACCOUNT_NOT_FOUND, ACCOUNT_BUSY.
   */
  reset(account: AccountRef, change: KeeperChange): Promise<PoolAccount> {
    return resetAccount(this.#table, account, change);
  }

  /**
   * Takes an idle account out of the pool; nothing in the account itself is touched.
   * @param seen the account as it was read.
   * @throws RegattaError ACCOUNT_BUSY when it is leased, being cleaned, or changed meanwhile.
   */
  remove(seen: PoolAccount): Promise<void> {
    return removeAccount(this.#table, seen);
  }

  /** Which of the settings that keep what is in the table safe and small are on. @throws RegattaError as AWS failed. */
  settings(): Promise<TableSettings> {
    return readTableSettings(this.#table);
  }

  /**
   * Switches point-in-time recovery and the expiry of old records on where they are not.
   * @throws RegattaError as AWS failed; it can be done again.
   */
  keepSafe(): Promise<TableSettings> {
    return switchOnTableSettings(this.#table);
  }

  /** One account as it is now; a lease that ran out is ended first. @throws RegattaError ACCOUNT_NOT_FOUND. */
  get(account: AccountRef): Promise<PoolAccount> {
    return mustGet(this.#table, account);
  }

  /**
   * Keeps an idle account (available, dirty or quarantined) as it is for a person, under a lease without heartbeats.
   * @throws RegattaError ACCOUNT_NOT_FOUND, ACCOUNT_BUSY, LEASE_TOO_SHORT.
   */
  takeByHand(account: AccountRef, request: HandRequest): Promise<PoolAccount> {
    return takeByHand(this.#table, account, request);
  }

  /**
   * Moves the end of a lease by hand: it ends `durationMs` from now.
   * @param seen the account as it was read, with that lease.
   * @throws RegattaError ACCOUNT_BUSY, LEASE_TOO_SHORT.
   */
  holdOn(seen: PoolAccount, request: HandRequest): Promise<PoolAccount> {
    return moveHandLeaseEnd(this.#table, seen, request);
  }

  /**
   * Takes over a lease by hand of somebody else, or of a CI job.
   * @param seen the account as it was read, with that lease.
   * @throws RegattaError ACCOUNT_BUSY, LEASE_TOO_SHORT.
   */
  takeOver(seen: PoolAccount, request: HandRequest): Promise<PoolAccount> {
    return takeOverByHand(this.#table, seen, request);
  }

  /**
   * Ends the lease that was seen, whoever holds it.
   * @param seen the account as it was read, with that lease.
   * @throws RegattaError ACCOUNT_NOT_CLEAN, ACCOUNT_BUSY.
   */
  endSeenLease(seen: PoolAccount, end: HandLeaseEnd): Promise<PoolAccount> {
    return endSeenLease(this.#table, seen, end);
  }

  /** Follows the lease by hand that was seen, to be cut off when it ends; `close()` it. */
  follow(seen: PoolAccount): FollowedLease {
    return new FollowedLease(this.#table, seen);
  }
}
