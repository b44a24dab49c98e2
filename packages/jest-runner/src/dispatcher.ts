import { type GivenUp, type Schedule, type Start, Suspects, type Suspicion } from "@regatta/scheduler";
import { AccountWorkers } from "./account-workers.ts";
import type { Attempt } from "./attempt.ts";
import type { DispatcherOptions } from "./dispatcher-options.ts";
import { Limits } from "./limits.ts";
import { Probation } from "./probation.ts";
import type { ToJest } from "./protocol.ts";
import { Runs } from "./runs.ts";
import { scheduleOf } from "./schedule-of.ts";
import { Starts } from "./starts.ts";
import { Surplus } from "./surplus.ts";
import { UnfinishedFiles } from "./unfinished-files.ts";
import type { WorkerSource } from "./worker-source.ts";

type AccountReady = Extract<ToJest, { kind: "account-ready" }>;

/**
 * Gives files to accounts. All of it is synchronous: whatever happens (an account joins or goes, a file ends, a
 * worker dies) changes the schedule and then calls `#dispatch`, which looks at what is there and acts.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #schedule: Schedule;
  readonly #accounts = new Map<string, AccountWorkers>();
  readonly #workers: WorkerSource;
  readonly #runs: Runs;
  readonly #starts: Starts;
  readonly #surplus: Surplus;
  readonly #suspects = new Suspects();
  readonly #probation: Probation;
  readonly #limits = new Limits();
  readonly #unfinished: UnfinishedFiles;
  #accountsMayCome = true;
  /** Accounts that are on their way out and not told idle yet; of these, the ones whose workers are gone. */
  readonly #retiring = new Set<AccountWorkers>();
  readonly #ended = new Set<AccountWorkers>();
  #nextLook = new AbortController();
  #stopped: string | undefined;
  #complete = false;

  constructor(options: DispatcherOptions) {
    const { settings, pragmas, workers, clock, send } = options;
    this.#options = options;
    this.#schedule = scheduleOf(options);
    this.#starts = new Starts({ claims: settings.claims, locks: pragmas.locks, send });
    this.#surplus = new Surplus(this.#schedule);
    this.#probation = new Probation({
      schedule: this.#schedule,
      suspects: this.#suspects,
      now: () => clock.monotonic(),
    });
    this.#unfinished = new UnfinishedFiles(options);
    this.#workers = workers;
    this.#runs = new Runs({
      ...options,
      schedule: this.#schedule,
      accounts: this.#accounts,
      unfinished: this.#unfinished,
      isStopped: () => this.#stopped !== undefined,
      onResult: (attempt, outcome) => this.#onResult(attempt, outcome),
      onLeft: (account) => this.#inspectIfQuiet(account),
      onChange: () => this.#dispatch(),
    });
  }

  /** Takes a message of the parent. */
  receive(message: ToJest): void {
    this.#take(message);
    this.#dispatch();
  }

  /** Kills every worker; what runs is cut off, what waits is never run. The first reason counts. */
  stop(reason: string): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = reason;
    for (const { key } of [...this.#accounts.values(), ...this.#retiring]) this.#lose(key, reason);
    this.#dispatch();
  }

  /** Kills every worker without waiting for anything: this process is about to exit. */
  killWorkers(): void {
    this.#workers.killSilently();
  }

  #take(message: ToJest): void {
    switch (message.kind) {
      case "begin":
      case "setup":
      case "refuse":
        break;
      case "account-ready":
        this.#join(message);
        break;
      case "services-ready":
        this.#schedule.servicesReady(message.account, message.services);
        this.#accounts.get(message.account)?.addOutputs(message.outputs);
        break;
      case "services-failed":
        this.#schedule.servicesFailed(message.account, message.causes);
        break;
      case "account-limit":
        this.#limit(message);
        break;
      case "inspected":
        this.#inspected(message.account);
        break;
      case "freshened":
        this.#freshened(message);
        break;
      case "claimed":
        this.#starts.claimed(message.file);
        break;
      case "claim-refused":
        this.#elsewhere(message.file, message.because === "done" ? "done" : "running");
        break;
      case "file-elsewhere":
        this.#elsewhere(message.file, message.state);
        break;
      case "surplus":
        this.#surplus.wanted = message.accounts;
        break;
      case "account-gone":
        this.#lose(message.account, message.reason);
        break;
      case "no-more-accounts":
        if (message.than === undefined) this.#accountsMayCome = false;
        else this.#giveUp(this.#schedule.giveUpLarger(message.than));
        break;
      case "stop":
        this.stop(message.reason);
        break;
    }
  }

  get #now(): number {
    return this.#options.clock.monotonic();
  }

  #join({ account: key, env, services, outputs, again }: AccountReady): void {
    if (this.#stopped !== undefined || this.#accounts.has(key)) return;
    const account = new AccountWorkers(key, env);
    account.addOutputs(outputs);
    this.#accounts.set(key, account);
    this.#schedule.accountJoined(key, services, again === true);
    this.#schedule.limit(key, this.#limits.joined(key, again === true));
  }

  #limit({ account, endsInMs }: Extract<ToJest, { kind: "account-limit" }>): void {
    const endsAt = endsInMs === undefined ? undefined : this.#now + endsInMs;
    this.#limits.set(account, endsAt);
    this.#schedule.limit(account, endsAt);
  }

  /** Another machine has the file, or had it, or lets it go: it is not ours, whatever was claimed before. */
  #elsewhere(file: string, state: "running" | "done" | "waiting"): void {
    for (const start of this.#starts.unclaimed(file)) this.#takeBack(start);
    this.#schedule.elsewhere(file, state);
  }

  #freshened({ account, request, problem }: Extract<ToJest, { kind: "freshened" }>): void {
    if (!this.#starts.freshened(account, request)) return;
    if (problem !== undefined) this.#dismiss(account, `its data could not be made fresh: ${problem}`);
    this.#tellIdle();
  }

  #takeBack({ accounts: [first = ""], path }: Start): void {
    this.#schedule.takeBack(first, path);
  }

  #lose(key: string, reason: string): void {
    this.#evict(key, reason);
    this.#limits.left(key);
    for (const retiring of this.#retiring) if (retiring.key === key) retiring.kill(reason);
    this.#starts.lost(key);
    this.#tellIdle();
  }

  /** Takes an account out of the run before its files have ended. */
  #evict(key: string, reason: string): AccountWorkers | undefined {
    const account = this.#accounts.get(key);
    if (!account) return undefined;
    this.#accounts.delete(key);
    this.#surplus.forget(account);
    this.#schedule.accountLeaves(key);
    for (const start of this.#starts.gone(key)) this.#takeBack(start);
    this.#runs.kill(({ others }) => others.includes(key), reason);
    account.kill(reason);
    this.#schedule.accountLeft(key);
    return account;
  }

  /** Takes an account out of the run that the run still holds: the parent hears when it is quiet. */
  #dismiss(key: string, reason: string): void {
    const account = this.#evict(key, reason);
    if (account) void this.#end(account);
  }

  #dispatch(): void {
    if (this.#complete) return;
    if (this.#stopped !== undefined) this.#giveUp(this.#schedule.giveUp(), this.#stopped);
    else this.#feedAll();
    if (!this.#accountsMayCome) this.#giveUp(this.#schedule.giveUpBlocked(this.#now));
    for (const account of this.#accounts.values()) if (this.#isOfNoUse(account)) this.#retire(account);
    this.#lookLater();
    const allGone = this.#accounts.size === 0 && this.#retiring.size === 0 && this.#workers.isEmpty;
    if (this.#schedule.isComplete && allGone) {
      this.#complete = true;
      this.#options.events.complete();
    }
  }

  #isOfNoUse(account: AccountWorkers): boolean {
    if (account.isBusy || this.#isWithheld(account) || !this.#schedule.isIdle(account.key)) return false;
    return this.#surplus.has(account) || !this.#schedule.hasWorkFor(account.key, this.#now);
  }

  /** Somebody is at work in the account: it takes nothing, and does not go. */
  #isWithheld({ key, isBeingInspected }: AccountWorkers): boolean {
    return isBeingInspected || this.#starts.isFreshening(key);
  }

  /** A file that runs may be late in a while, with nothing else to happen. */
  #lookLater(): void {
    this.#nextLook.abort();
    const inMs = this.#stopped === undefined ? this.#schedule.nextLookMs(this.#now) : undefined;
    if (inMs === undefined) return;
    this.#nextLook = new AbortController();
    this.#options.clock.sleep(Math.ceil(inMs), this.#nextLook.signal).then(
      () => this.#dispatch(),
      () => undefined,
    );
  }

  #feedAll(): void {
    this.#surplus.choose(this.#accounts.values());
    let room = this.#workers.room;
    for (const account of this.#accounts.values()) {
      if (this.#surplus.has(account) || this.#isWithheld(account)) continue;
      if (!this.#probation.holds(account.key, this.#accounts.keys())) room -= this.#feed(account, room);
    }
    const isQuiet = (key: string) => this.#accounts.get(key)?.isBeingInspected === false;
    for (const start of this.#starts.takeReady(isQuiet)) this.#runs.start(start);
  }

  /** @param room how many workers may be started for it. @returns how many it takes. */
  #feed({ key, free }: AccountWorkers, room: number): number {
    for (let files = 0; ; files++) {
      const starting = Math.max(0, files - free.length);
      const mayTakeMore = files < free.length || starting < room;
      const start = mayTakeMore ? this.#schedule.next(key, this.#now) : undefined;
      if (!start) return starting;
      this.#starts.add(start);
    }
  }

  #onResult({ account, file }: Attempt, outcome: "passed" | "failed"): void {
    if (this.#options.settings.retries === 0) return;
    for (const suspicion of this.#suspects.ended(account, file, outcome)) this.#suspect(suspicion);
  }

  /** What failed there is tried elsewhere for nothing; what runs there could not be believed. */
  #suspect({ account, files, reason }: Suspicion): void {
    if (!this.#accounts.has(account)) return;
    this.#options.send({ kind: "account-suspect", account, files, reason });
    this.#dismiss(account, "its account is suspect");
    this.#schedule.forgive(account);
  }

  #inspectIfQuiet(key: string): void {
    const account = this.#accounts.get(key);
    const isQuiet = this.#schedule.isIdle(key);
    if (!this.#options.settings.inspect || !account || !isQuiet || account.ranSince.size === 0) return;
    account.isBeingInspected = true;
    this.#options.send({ kind: "account-quiet", account: key, files: [...account.ranSince] });
    account.ranSince.clear();
  }

  #inspected(key: string): void {
    const account = this.#accounts.get(key);
    if (account) account.isBeingInspected = false;
  }

  #giveUp(files: GivenUp[], because?: string): void {
    for (const { path, blockedBy } of files) {
      const accounts = this.#options.pragmas.accounts[path];
      const none = accounts ? `it needs ${accounts} accounts at once` : "no account was left to run it";
      this.#unfinished.giveUp(path, because ?? (blockedBy === undefined ? none : `blocked by ${blockedBy}`));
    }
  }

  /** Nothing is left for the account. */
  #retire(account: AccountWorkers): void {
    this.#accounts.delete(account.key);
    this.#schedule.accountLeft(account.key);
    void this.#end(account);
  }

  /** The account's workers exit, then it may be handed back. */
  async #end(account: AccountWorkers): Promise<void> {
    this.#retiring.add(account);
    await account.end();
    this.#ended.add(account);
    this.#tellIdle();
    this.#dispatch();
  }

  /** Of accounts whose workers are gone; where data is being made fresh, that is waited for. */
  #tellIdle(): void {
    for (const account of [...this.#ended]) {
      if (this.#starts.isFreshening(account.key)) continue;
      this.#ended.delete(account);
      this.#retiring.delete(account);
      this.#limits.left(account.key);
      const surplus = this.#surplus.has(account);
      this.#options.send({ kind: "account-idle", account: account.key, ...(surplus ? { surplus } : {}) });
    }
  }
}
