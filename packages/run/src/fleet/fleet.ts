import type { DataHook } from "@regatta/cleaner/data";
import type { AccountRecord } from "./account-record.ts";
import type { AccountSource } from "./account-source.ts";
import type { AccountSurroundings } from "./account-surroundings.ts";
import type { FleetUser } from "./fleet-user.ts";
import { HeldAccounts } from "./held-accounts.ts";
import { Leasing } from "./leasing.ts";
import type { Lending } from "./lending.ts";
import { settledWithin } from "./settled-within.ts";

export interface FleetOptions {
  /** The server's time, ms. */
  serverNow: () => number;
  /** Where accounts are had from. */
  source: AccountSource;
  /** What the accounts are for. */
  user: FleetUser;
  lending: Omit<Lending, "priority">;
  /** How long deploys still under way may go on at the end, ms. */
  settleMs: number;
  around: AccountSurroundings;
  /** Yields numbers from 0 to below 1. */
  random?: () => number;
}

// Longer than a deploy's tool has for ending by itself.
const CUT_OFF_MS = 10_000;

/** The accounts of a run, from their leases to their hand-backs. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #accounts: HeldAccounts;
  readonly #leasing: Leasing;
  readonly #ended = new AbortController();
  #leased: Promise<void> = Promise.resolve();

  constructor(options: FleetOptions) {
    this.#options = options;
    const { user, around, random = Math.random } = options;
    const { log, clock, runId } = around;
    this.#accounts = new HeldAccounts({ user, around, onChange: () => this.#leasing.lookSoon() });
    this.#leasing = new Leasing({
      ...options,
      accounts: this.#accounts,
      runId,
      log,
      clock,
      random,
    });
  }

  /** Keys and lease ids of the accounts held now; for telling what is left behind. */
  get held(): Array<{ account: string; leaseId: string }> {
    return this.#accounts.list;
  }

  /** What happened in an account held now. */
  record(account: string): AccountRecord | undefined {
    return this.#accounts.record(account);
  }

  /** What is in an account since the last look there, beside the services. Throws the SDK's errors. */
  leaks(account: string): Promise<string[]> {
    return this.#accounts.leaks(account);
  }

  /** Makes the data of an account what it was. @throws as the command failed; Error where it is held no more. */
  freshen(account: string, hook: DataHook): Promise<void> {
    return this.#accounts.freshen(account, hook);
  }

  /** Looks whether the user wishes for accounts now: something has changed. */
  lookSoon(): void {
    this.#leasing.lookSoon();
  }

  /** An account is not needed any more. @param isSurplus it would be, but it is others' turn. */
  handBack(account: string, isSurplus = false): void {
    void this.#accounts.handBack(account, isSurplus);
  }

  /**
   * Leases accounts for as long as the user wishes for some. Resolves when `end` was called, when the user is done
   * and everything handed back, or when no account is left and none can be had (the user is told so).
   */
  lease(): Promise<void> {
    const leased = this.#leasing.run(this.#ended.signal);
    this.#leased = leased.catch(() => undefined);
    return leased;
  }

  /**
   * Cuts off every account: no more credentials, no more deploy steps. What was under way there makes it dirty. Who
   * waits in line leaves it.
   */
  cutOff(reason: Error): void {
    this.#ended.abort(reason);
    this.#accounts.cutOff(reason);
  }

  /** Ends leasing, lets deploys under way come to their end for a while, and hands every account back. */
  async end(): Promise<void> {
    const settleMs = this.#ended.signal.aborted ? CUT_OFF_MS : this.#options.settleMs;
    this.#ended.abort(new Error("the run is over"));
    const { clock } = this.#options.around;
    await Promise.all([this.#accounts.end(settleMs), settledWithin(this.#leased, CUT_OFF_MS, clock)]);
    // What a look at the pool brought that was under way.
    await this.#accounts.end(0);
    this.#tellFailure();
  }

  // Last, when the events before it have told what happened in the accounts.
  #tellFailure(): void {
    const { failure } = this.#leasing;
    if (!failure) return;
    const { code, message, nextStep } = failure;
    this.#options.around.log.append({
      kind: "problem",
      code,
      message,
      ...(nextStep ? { nextStep } : {}),
    });
  }
}
