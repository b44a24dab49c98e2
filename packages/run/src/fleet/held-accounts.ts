import type { Limit } from "@regatta/accounts";
import type { DataHook } from "@regatta/cleaner/data";
import { type Clock, messageOf } from "@regatta/foundation";
import type { RunLog } from "@regatta/run-log";
import type { AccountRecord } from "./account-record.ts";
import type { AccountSurroundings } from "./account-surroundings.ts";
import { DeployOutcomes } from "./deploy-outcomes.ts";
import type { FleetUser, Gone } from "./fleet-user.ts";
import type { HeldLease } from "./held-lease.ts";
import { LeasedAccount, type Preparation } from "./leased-account.ts";
import { Refusals } from "./refusals.ts";
import { settledWithin } from "./settled-within.ts";

export interface HeldAccountsOptions {
  user: FleetUser;
  around: AccountSurroundings;
  /** Something changed that another look at the pool may be worth. */
  onChange: () => void;
}

/** The accounts a run holds: gets each ready on its own, and hands each back when it is no longer needed. */
export class HeldAccounts {
  readonly refusals = new Refusals();
  readonly outcomes = new DeployOutcomes();
  readonly #options: HeldAccountsOptions;
  readonly #user: FleetUser;
  readonly #log: RunLog;
  readonly #clock: Clock;
  readonly #held = new Map<string, LeasedAccount>();
  readonly #preparing = new Map<string, Promise<void>>();
  readonly #handBacks = new Set<Promise<void>>();
  #failedBefore = 0;
  #returning = 0;
  #ended: Error | undefined;

  constructor(options: HeldAccountsOptions) {
    this.#options = options;
    this.#user = options.user;
    this.#log = options.around.log;
    this.#clock = options.around.clock;
  }

  get size(): number {
    return this.#held.size;
  }

  /** How many accounts that are held no more could not be deployed: they are not replaced. */
  get failedBefore(): number {
    return this.#failedBefore;
  }

  /** How many accounts are on their way back: the table may still have them as ours. */
  get returning(): number {
    return this.#returning;
  }

  /** Keys and lease ids of the accounts held now. */
  get list(): Array<{ account: string; leaseId: string }> {
    return [...this.#held.values()].map(({ key, leaseId }) => ({ account: key, leaseId }));
  }

  record(account: string): AccountRecord | undefined {
    return this.#held.get(account)?.record;
  }

  /** What is in an account since the last look there. Throws the SDK's errors. */
  async leaks(account: string): Promise<string[]> {
    return (await this.#held.get(account)?.leaks()) ?? [];
  }

  /** Makes the data of an account what it was. @throws as `LeasedAccount.freshen`; Error where it is held no more. */
  async freshen(account: string, hook: DataHook): Promise<void> {
    const held = this.#held.get(account);
    if (!held) throw new Error(`${account} is held no more`);
    await held.freshen(hook);
  }

  /** Takes over a lease, and gets its account ready. */
  take(lease: HeldLease): void {
    const account = new LeasedAccount(lease, this.#options.around, {
      onLimit: (limit) => this.#limited(key, limit),
      onOver: (reason) => this.#sessionEnded(key, reason),
    });
    const { key } = account;
    this.#held.set(key, account);
    this.#user.taken(key);
    this.#log.append({
      kind: "lease-acquired",
      account: key,
      leaseId: lease.id,
      epoch: lease.epoch,
      expiresAt: lease.account.lease?.expiresAt ?? 0,
    });
    if (this.#ended) {
      account.stop(this.#ended);
      void this.#giveBack(account);
      return;
    }
    account.lost.addEventListener("abort", () => this.#lose(account), { once: true });
    this.#preparing.set(key, this.#prepare(account));
  }

  /** An account is not needed any more. @param isSurplus it would be, but it is others' turn. */
  async handBack(account: string, isSurplus = false): Promise<void> {
    const held = this.#held.get(account);
    if (!held) return;
    if (isSurplus) this.#log.append({ kind: "account-surplus", account });
    await this.#giveBack(held);
  }

  /** Cuts off every account: no more credentials, no more deploy steps. What was under way there makes it dirty. */
  cutOff(reason: Error): void {
    this.#ended ??= reason;
    for (const account of this.#held.values()) account.stop(reason);
  }

  /** Hands every account back. @param settleMs how long deploys under way may go on before. */
  async end(settleMs: number): Promise<void> {
    this.#ended ??= new Error("the run is over");
    // Also when cut off: nobody else may have an account in which a tool of ours is still ending.
    if (this.#preparing.size > 0) {
      await settledWithin(Promise.all(this.#preparing.values()), settleMs, this.#clock);
    }
    for (const account of this.refusals.settle({ atEnd: true })) void this.#giveBack(account);
    for (const account of this.#held.values()) void this.#giveBack(account);
    await Promise.all(this.#handBacks);
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
      this.#options.onChange();
    }
  }

  #limited(account: string, limit: Limit | undefined): void {
    if (!this.#held.has(account)) return;
    this.#log.append({ kind: "account-limit", account, ...limit });
    this.#user.limited?.(account, limit?.endsInMs);
  }

  /** Nothing can be done there any more; the lease is ours, and given back. */
  #sessionEnded(key: string, reason: string): void {
    const account = this.#held.get(key);
    if (!account) return;
    this.#log.append({ kind: "account-limit", account: key, endsInMs: 0, reason });
    this.#drop(account, { kind: "session-ended", reason });
    void this.#giveBack(account);
  }

  #onEntered(account: string, env: Record<string, string>): void {
    this.refusals.letIn();
    this.#setRefusedAside();
    this.#user.entered?.(account, env);
  }

  async #onPrepared(account: LeasedAccount, preparation: Preparation): Promise<void> {
    const { key } = account;
    switch (preparation.kind) {
      case "ready": {
        const { env, outputs } = preparation;
        this.outcomes.succeeded();
        this.#log.append({ kind: "account-ready", account: key });
        const use = this.#user.ready({ account: key, env, outputs });
        if (use !== "used") await this.handBack(key, use === "surplus");
        break;
      }
      case "rejected":
        this.#log.append({ kind: "account-rejected", account: key, reason: preparation.reason });
        this.#drop(account, { kind: "rejected" });
        this.refusals.add(account, preparation.reason);
        this.#setRefusedAside();
        break;
      case "failed":
        this.outcomes.failed(preparation.services);
        if (this.#user.failed?.(key) !== "used") await this.handBack(key);
        break;
      case "cut-off":
        break;
    }
  }

  #setRefusedAside(): void {
    for (const account of this.refusals.settle()) void this.#giveBack(account);
  }

  #giveBack(account: LeasedAccount): Promise<void> {
    this.#drop(account, { kind: "handed-back" });
    this.#returning++;
    const handBack = account.handBack().finally(() => {
      this.#returning--;
      // One that leaves before the files are done (a suspect, one in trouble) makes room for another.
      if (!this.#ended) this.#options.onChange();
    });
    this.#handBacks.add(handBack);
    return handBack;
  }

  #drop({ key, hasFailed }: LeasedAccount, how: Gone): void {
    if (!this.#held.delete(key)) return;
    if (hasFailed) this.#failedBefore++;
    this.#user.gone(key, how);
  }

  #lose(account: LeasedAccount): void {
    if (!this.#held.has(account.key)) return;
    const reason = messageOf(account.lost.reason);
    this.#log.append({ kind: "lease-lost", account: account.key, reason });
    this.#drop(account, { kind: "lost", reason });
    this.#options.onChange();
  }
}
