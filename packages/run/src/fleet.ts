import type { Lease, Pool } from "@regatta/accounts";
import { type Clock, messageOf, RegattaError } from "@regatta/foundation";
import type { FromJest, ToJest } from "@regatta/jest-runner";
import type { RunLog } from "@regatta/run-log";
import { type AccountSurroundings, LeasedAccount, type Preparation } from "./leased-account.ts";
import { type PoolOutlook, poolOutlook } from "./pool-outlook.ts";

export interface FleetOptions {
  pool: Pool;
  /** The most accounts to hold at once. */
  size: number;
  holder: string;
  leaseMs: number;
  /** How long to wait for a first account before giving up, ms. */
  waitMs: number;
  /** How often a pool that had too few accounts is looked at again, ms. */
  lookAgainMs: number;
  /** How long deploys still under way may go on once every file has its result, ms. */
  settleMs: number;
  around: AccountSurroundings;
  send: (message: ToJest) => void;
}

// With no session opened anywhere, this many refusals mean that the fault is ours and not the accounts'.
const REFUSALS_BEFORE_GIVING_UP = 3;

/** The accounts of a run: leases them, gets each ready on its own, hands each back when it is no longer needed. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #log: RunLog;
  readonly #clock: Clock;
  readonly #held = new Map<string, LeasedAccount>();
  readonly #preparing = new Map<string, Promise<void>>();
  // Accounts that were not given a file yet: each will take one of those that wait.
  readonly #unused = new Set<string>();
  readonly #handBacks = new Set<Promise<void>>();
  #refused: LeasedAccount[] = [];
  #sessionSeen = false;
  #failedDeploys = 0;
  #filesWaiting = 0;
  #shortage: PoolOutlook | undefined;
  #failure: RegattaError | undefined;
  #ended = new AbortController();
  #changed: () => void = () => undefined;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#log = options.around.log;
    this.#clock = options.around.clock;
  }

  /** Keys and lease ids of the accounts held now; for telling what is left behind. */
  get held(): Array<{ account: string; leaseId: string }> {
    return [...this.#held.values()].map(({ key, leaseId }) => ({ account: key, leaseId }));
  }

  /**
   * Leases accounts for as long as files wait for one, and lets Jest know of each that is ready. Resolves when
   * `end` was called, or when no account is left and none can be had (Jest is told so).
   * @param files how many files wait for an account.
   */
  async lease(files: number): Promise<void> {
    this.#filesWaiting = files;
    const giveUpAt = this.#clock.monotonic() + this.#options.waitMs;
    while (!this.#ended.signal.aborted) {
      const problem = await this.#leaseMissing();
      if (this.#held.size === 0 && (this.#isHopeless() || problem || this.#clock.monotonic() >= giveUpAt)) {
        this.#giveUp();
        return;
      }
      await this.#nextLook();
    }
  }

  /** Why the run was left without an account; undefined while it was not, or when events already tell. */
  get failure(): RegattaError | undefined {
    return this.#failure;
  }

  /** Keeps the fleet's picture of the files and of what happened in each account. */
  onMessage(message: FromJest): void {
    const account = "account" in message ? this.#held.get(message.account) : undefined;
    switch (message.kind) {
      case "file-started":
        this.#filesWaiting--;
        this.#unused.delete(message.account);
        account?.record.fileStarted(message.file);
        break;
      case "file-finished":
        account?.record.fileEnded(message.file);
        if (message.outcome === "crashed") account?.record.incident(`${message.file} crashed its worker`);
        if (message.outcome === "timed-out") account?.record.incident(`${message.file} timed out`);
        break;
      case "file-cut-off":
        this.#filesWaiting++;
        account?.record.incident(`${message.file} was cut off: ${message.reason}`);
        break;
      case "account-idle":
        if (account) void this.#giveBack(account);
        break;
      case "file-never-run":
        this.#filesWaiting--;
        break;
      default:
        break;
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
    this.#changed();
    if (!cutOffBefore && this.#preparing.size > 0) await this.#letDeploysSettle();
    await this.#settleRefused();
    for (const account of this.#held.values()) void this.#giveBack(account);
    await Promise.all(this.#handBacks);
  }

  async #letDeploysSettle(): Promise<void> {
    const patience = new AbortController();
    const settled = Promise.all(this.#preparing.values());
    const limit = this.#clock.sleep(this.#options.settleMs, patience.signal).catch(() => undefined);
    await Promise.race([settled, limit]);
    patience.abort();
  }

  /** How many more accounts would get a file if they were here now. */
  #missing(): number {
    const room = this.#options.size - this.#failedDeploys - this.#held.size;
    return Math.max(0, Math.min(room, this.#filesWaiting - this.#unused.size));
  }

  #isHopeless(): boolean {
    if (this.#options.size - this.#failedDeploys <= 0) return true;
    if (this.#shortage && !this.#shortage.mayChange) return true;
    return !this.#sessionSeen && this.#refused.length >= REFUSALS_BEFORE_GIVING_UP;
  }

  /** @returns true when the pool could not be asked while nothing is held. */
  async #leaseMissing(): Promise<boolean> {
    const count = this.#missing();
    if (count === 0 || this.#isHopeless()) return false;
    const { pool, holder, leaseMs, around } = this.#options;
    const wanted = Object.fromEntries([...around.fingerprints].map(([name, { digest }]) => [name, digest]));
    try {
      const leases = await pool.acquireMany({
        runId: around.runId,
        holder,
        durationMs: leaseMs,
        wanted,
        count,
      });
      for (const lease of leases) this.#take(lease);
      await this.#lookIntoShortage();
      return false;
    } catch (error) {
      this.#log.append({ kind: "problem", code: "LEASE_FAILED", message: messageOf(error) });
      return true;
    }
  }

  // Says why nothing was to be had, once for every reason.
  async #lookIntoShortage(): Promise<void> {
    if (this.#held.size > 0) {
      this.#shortage = undefined;
      return;
    }
    const outlook = poolOutlook(await this.#options.pool.list());
    if (outlook.reason !== this.#shortage?.reason) {
      this.#log.append({ kind: "lease-waiting", reason: outlook.reason });
    }
    this.#shortage = outlook;
  }

  async #nextLook(): Promise<void> {
    const wake = new AbortController();
    this.#changed = () => wake.abort();
    const signal = AbortSignal.any([wake.signal, this.#ended.signal]);
    await this.#clock.sleep(this.#options.lookAgainMs, signal).catch(() => undefined);
  }

  #take(lease: Lease): void {
    const account = new LeasedAccount(lease, this.#options.around);
    const { key } = account;
    if (this.#ended.signal.aborted) account.stop(new Error("the run is over"));
    this.#held.set(key, account);
    this.#unused.add(key);
    this.#log.append({
      kind: "lease-acquired",
      account: key,
      leaseId: lease.id,
      epoch: lease.epoch,
      expiresAt: lease.account.lease?.expiresAt ?? 0,
    });
    account.lost.addEventListener("abort", () => this.#lose(account), { once: true });
    const prepared = account
      .prepare()
      .then((preparation) => this.#onPrepared(account, preparation))
      .finally(() => {
        this.#preparing.delete(key);
        this.#changed();
      });
    this.#preparing.set(key, prepared);
  }

  async #onPrepared(account: LeasedAccount, preparation: Preparation): Promise<void> {
    switch (preparation.kind) {
      case "ready":
        await this.#onReady(account, preparation.env);
        break;
      case "rejected":
        this.#log.append({ kind: "account-rejected", account: account.key, reason: preparation.reason });
        this.#drop(account);
        this.#refused.push(account);
        if (this.#sessionSeen) await this.#settleRefused();
        break;
      case "failed":
        this.#sessionSeen = true;
        this.#failedDeploys++;
        await this.#giveBack(account);
        break;
      case "cut-off":
        break;
    }
  }

  async #onReady(account: LeasedAccount, env: Record<string, string>): Promise<void> {
    this.#sessionSeen = true;
    this.#log.append({ kind: "account-ready", account: account.key });
    this.#options.send({ kind: "account-ready", account: account.key, env });
    if (this.#refused.length > 0) await this.#settleRefused();
  }

  // An account that refuses while others let us in is set aside; when none lets us in the fault is not theirs,
  // and they go back untouched.
  async #settleRefused(): Promise<void> {
    const refused = this.#refused;
    if (this.#sessionSeen) this.#refused = [];
    for (const account of refused) {
      if (this.#sessionSeen) account.record.incident("its session could not be opened");
      void this.#giveBack(account);
    }
  }

  #giveBack(account: LeasedAccount): Promise<void> {
    this.#drop(account);
    const handBack = account.handBack();
    this.#handBacks.add(handBack);
    return handBack;
  }

  /** @returns whether it was still held. */
  #drop({ key }: LeasedAccount): boolean {
    this.#unused.delete(key);
    return this.#held.delete(key);
  }

  #lose(account: LeasedAccount): void {
    if (!this.#drop(account)) return;
    const reason = messageOf(account.lost.reason);
    this.#log.append({ kind: "lease-lost", account: account.key, reason });
    this.#options.send({
      kind: "account-gone",
      account: account.key,
      reason: `its lease was lost: ${reason}`,
    });
    this.#changed();
  }

  #giveUp(): void {
    if (this.#filesWaiting === 0) return;
    this.#failure = this.#whyNoAccount();
    this.#options.send({ kind: "no-more-accounts" });
  }

  #whyNoAccount(): RegattaError | undefined {
    if (!this.#sessionSeen && this.#refused.length > 0) {
      return new RegattaError("No account of the pool lets this run in.", {
        code: "SESSION_REFUSED",
        source: "service",
        nextStep: "Check the role, its trust policy and the external id of the accounts named above.",
      });
    }
    if (!this.#shortage) return undefined;
    const { reason, nextStep } = this.#shortage;
    return new RegattaError(`Files were left without an account: ${reason}.`, {
      code: "NO_ACCOUNT_AVAILABLE",
      source: "service",
      nextStep,
    });
  }
}
