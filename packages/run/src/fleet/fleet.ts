import type { Lease, Pool } from "@regatta/accounts";
import { type Clock, messageOf, type RegattaError } from "@regatta/foundation";
import type { RunLog } from "@regatta/run-log";
import type { AccountRecord } from "./account-record.ts";
import { DeployOutcomes } from "./deploy-outcomes.ts";
import type { FleetUser, Gone } from "./fleet-user.ts";
import { type AccountSurroundings, LeasedAccount, type Preparation } from "./leased-account.ts";
import { PoolShortage } from "./pool-shortage.ts";
import { Refusals } from "./refusals.ts";

export interface FleetOptions {
  pool: Pool;
  /** What the accounts are for. */
  user: FleetUser;
  /** The most accounts to hold at once. */
  size: number;
  holder: string;
  leaseMs: number;
  /** How long to wait for a first account before giving up, ms. */
  waitMs: number;
  /** How often a pool that had too few accounts is looked at again, ms. */
  lookAgainMs: number;
  /** How long deploys still under way may go on at the end, ms. */
  settleMs: number;
  around: AccountSurroundings;
}

// Longer than a deploy's tool has for ending by itself.
const CUT_OFF_MS = 10_000;

/** The accounts of a run: leases them, gets each ready on its own, hands each back when it is no longer needed. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #user: FleetUser;
  readonly #log: RunLog;
  readonly #clock: Clock;
  readonly #held = new Map<string, LeasedAccount>();
  readonly #preparing = new Map<string, Promise<void>>();
  readonly #handBacks = new Set<Promise<void>>();
  readonly #refusals = new Refusals();
  readonly #outcomes = new DeployOutcomes();
  readonly #shortage: PoolShortage;
  readonly #ended = new AbortController();
  /** Of accounts that are held no more. */
  #failedDeploys = 0;
  #failure: RegattaError | undefined;
  #change = new AbortController();

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#user = options.user;
    this.#log = options.around.log;
    this.#clock = options.around.clock;
    this.#shortage = new PoolShortage(options.pool, this.#log);
  }

  /** Keys and lease ids of the accounts held now; for telling what is left behind. */
  get held(): Array<{ account: string; leaseId: string }> {
    return [...this.#held.values()].map(({ key, leaseId }) => ({ account: key, leaseId }));
  }

  /** What happened in an account held now. */
  record(account: string): AccountRecord | undefined {
    return this.#held.get(account)?.record;
  }

  /** An account is not needed any more. */
  handBack(account: string): void {
    const held = this.#held.get(account);
    if (held) void this.#giveBack(held);
  }

  /**
   * Leases accounts for as long as the user wishes for some. Resolves when `end` was called, when the user is done
   * and everything handed back, or when no account is left and none can be had (the user is told so).
   */
  async lease(): Promise<void> {
    const giveUpAt = this.#clock.monotonic() + this.#options.waitMs;
    while (!this.#ended.signal.aborted && !(this.#held.size === 0 && this.#user.isDone())) {
      this.#change = new AbortController();
      const problem = await this.#leaseMissing();
      const isLate = this.#clock.monotonic() >= giveUpAt;
      if (this.#held.size === 0 && !this.#user.isDone() && (this.#isHopeless() || problem || isLate)) {
        this.#giveUp();
        return;
      }
      await this.#nextLook();
    }
  }

  /** Cuts off every account: no more credentials, no more deploy steps. What was under way there makes it dirty. */
  cutOff(reason: Error): void {
    this.#ended.abort(reason);
    for (const account of this.#held.values()) account.stop(reason);
  }

  /** Ends leasing, lets deploys under way come to their end for a while, and hands every account back. */
  async end(): Promise<void> {
    const cutOffBefore = this.#ended.signal.aborted;
    this.#ended.abort(new Error("the run is over"));
    // Also when cut off: nobody else may have an account in which a tool of ours is still ending.
    if (this.#preparing.size > 0)
      await this.#letDeploysSettle(cutOffBefore ? CUT_OFF_MS : this.#options.settleMs);
    for (const account of this.#refusals.settle({ atEnd: true })) void this.#giveBack(account);
    for (const account of this.#held.values()) void this.#giveBack(account);
    await Promise.all(this.#handBacks);
    this.#tellFailure();
  }

  // Last, when the events before it have told what happened in the accounts.
  #tellFailure(): void {
    if (!this.#failure) return;
    const { code, message, nextStep } = this.#failure;
    this.#log.append({ kind: "problem", code, message, ...(nextStep ? { nextStep } : {}) });
  }

  async #letDeploysSettle(limitMs: number): Promise<void> {
    const patience = new AbortController();
    const settled = Promise.all(this.#preparing.values());
    const limit = this.#clock.sleep(limitMs, patience.signal).catch(() => undefined);
    await Promise.race([settled, limit]);
    patience.abort();
  }

  /** How many more accounts may be held. */
  get #room(): number {
    return Math.max(0, this.#options.size - this.#failedDeploys - this.#held.size);
  }

  #isHopeless(): boolean {
    if (this.#options.size - this.#failedDeploys <= 0) return true;
    return this.#shortage.isLasting || this.#refusals.areTooMany || this.#outcomes.areHopeless;
  }

  /** @returns true when the pool could not be asked. */
  async #leaseMissing(): Promise<boolean> {
    if (this.#room === 0 || this.#isHopeless()) return false;
    const { pool, holder, leaseMs, around } = this.#options;
    try {
      const { count, ...which } = await this.#user.wish();
      const number = Math.min(count, this.#room);
      if (number === 0 || this.#ended.signal.aborted) return false;
      const request = { runId: around.runId, holder, durationMs: leaseMs, costOf: around.costOf, ...which };
      const leases = await pool.acquireMany({ ...request, count: number });
      for (const lease of leases) this.#take(lease);
      if (this.#held.size > 0) this.#shortage.over();
      else await this.#shortage.look(which.only);
      return false;
    } catch (error) {
      this.#log.append({ kind: "problem", code: "LEASE_FAILED", message: messageOf(error) });
      return true;
    }
  }

  async #nextLook(): Promise<void> {
    const signal = AbortSignal.any([this.#change.signal, this.#ended.signal]);
    await this.#clock.sleep(this.#options.lookAgainMs, signal).catch(() => undefined);
  }

  #take(lease: Lease): void {
    const account = new LeasedAccount(lease, this.#options.around);
    const { key } = account;
    if (this.#ended.signal.aborted) account.stop(new Error("the run is over"));
    this.#held.set(key, account);
    this.#user.taken(key);
    this.#log.append({
      kind: "lease-acquired",
      account: key,
      leaseId: lease.id,
      epoch: lease.epoch,
      expiresAt: lease.account.lease?.expiresAt ?? 0,
    });
    account.lost.addEventListener("abort", () => this.#lose(account), { once: true });
    this.#preparing.set(key, this.#prepare(account));
  }

  async #prepare(account: LeasedAccount): Promise<void> {
    const { key } = account;
    try {
      const preparation = await account.prepare({
        onEntered: (env) => this.#onEntered(key, env),
        onDeployEvent: (event) => this.#user.onDeployEvent?.(key, event),
      });
      await this.#onPrepared(account, preparation);
    } finally {
      this.#preparing.delete(key);
      this.#change.abort();
    }
  }

  #onEntered(account: string, env: Record<string, string>): void {
    this.#refusals.letIn();
    this.#setRefusedAside();
    this.#user.entered?.(account, env);
  }

  async #onPrepared(account: LeasedAccount, preparation: Preparation): Promise<void> {
    switch (preparation.kind) {
      case "ready": {
        const { env, outputs } = preparation;
        this.#outcomes.succeeded();
        this.#log.append({ kind: "account-ready", account: account.key });
        const use = this.#user.ready({ account: account.key, env, outputs });
        if (use === "hand-back") await this.#giveBack(account);
        break;
      }
      case "rejected":
        this.#log.append({ kind: "account-rejected", account: account.key, reason: preparation.reason });
        this.#drop(account, { kind: "rejected" });
        this.#refusals.add(account);
        this.#setRefusedAside();
        break;
      case "failed":
        this.#outcomes.failed(preparation.services);
        if (this.#user.failed?.(account.key) !== "used") await this.#giveBack(account);
        break;
      case "cut-off":
        break;
    }
  }

  #setRefusedAside(): void {
    for (const account of this.#refusals.settle()) void this.#giveBack(account);
  }

  #giveBack(account: LeasedAccount): Promise<void> {
    this.#drop(account, { kind: "handed-back" });
    const handBack = account.handBack();
    this.#handBacks.add(handBack);
    return handBack;
  }

  #drop({ key, hasFailed }: LeasedAccount, how: Gone): void {
    if (!this.#held.delete(key)) return;
    if (hasFailed) this.#failedDeploys++;
    this.#user.gone(key, how);
  }

  #lose(account: LeasedAccount): void {
    if (!this.#held.has(account.key)) return;
    const reason = messageOf(account.lost.reason);
    this.#log.append({ kind: "lease-lost", account: account.key, reason });
    this.#drop(account, { kind: "lost", reason });
    this.#change.abort();
  }

  #giveUp(): void {
    const undone = this.#user.noMore();
    if (undone === undefined) return;
    this.#failure =
      this.#refusals.failure ?? this.#outcomes.failure(undone) ?? this.#shortage.failure(undone);
  }
}
