import { type GivenUp, Schedule } from "@regatta/scheduler";
import { AccountWorkers } from "./account-workers.ts";
import type { Attempt, AttemptEnd } from "./attempt.ts";
import { Attempts } from "./attempts.ts";
import type { DispatcherOptions } from "./dispatcher-options.ts";
import type { ToJest } from "./protocol.ts";
import { Surplus } from "./surplus.ts";
import type { Worker, WorkerEvents } from "./worker.ts";
import { Workers } from "./workers.ts";

type AccountReady = Extract<ToJest, { kind: "account-ready" }>;

/** How many workers of an account may die in a row before they could start a file, until the file is given up. */
const START_FAILURES = 2;

/**
 * Gives files to accounts. All of it is synchronous: whatever happens (an account joins or goes, a file ends, a
 * worker dies) changes the schedule and then calls `#dispatch`, which looks at what is there and acts.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #schedule: Schedule;
  readonly #accounts = new Map<string, AccountWorkers>();
  readonly #workers: Workers;
  readonly #attempts = new Attempts();
  readonly #surplus: Surplus;
  #accountsMayCome = true;
  /** Accounts whose workers have been asked to exit and are not gone yet. */
  readonly #retiring = new Set<AccountWorkers>();
  #stopped: string | undefined;
  #complete = false;

  constructor(options: DispatcherOptions) {
    const { tests, settings, requires, workerSetup: setup, env, clock } = options;
    this.#options = options;
    this.#schedule = new Schedule(
      [...tests].map(([path, { duration }]) => {
        const expectedMs = settings.expectedMs[path] ?? duration;
        const needs = requires[path];
        return {
          path,
          ...(expectedMs === undefined ? {} : { expectedMs }),
          ...(needs === undefined ? {} : { requires: needs }),
        };
      }),
      { filesPerAccount: settings.filesPerAccount },
    );
    this.#surplus = new Surplus(this.#schedule);
    this.#workers = new Workers({ env, setup, clock, fileTimeoutMs: settings.fileTimeoutMs });
  }

  /** Takes a message of the parent. */
  receive(message: ToJest): void {
    switch (message.kind) {
      case "begin":
      case "setup":
      case "refuse":
      case "account-limit":
      case "freshened":
      case "claimed":
      case "claim-refused":
      case "file-elsewhere":
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
      case "inspected":
        this.#inspected(message.account);
        break;
      case "surplus":
        this.#surplus.wanted = message.accounts;
        break;
      case "account-gone":
        this.#lose(message.account, message.reason);
        break;
      case "no-more-accounts":
        this.#accountsMayCome = false;
        break;
      case "stop":
        this.stop(message.reason);
        break;
    }
    this.#dispatch();
  }

  /** Kills every worker; what runs is cut off, what waits is never run. The first reason counts. */
  stop(reason: string): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = reason;
    for (const account of [...this.#accounts.values()]) this.#lose(account.key, reason);
    this.#dispatch();
  }

  /** Kills every worker without waiting for anything: this process is about to exit. */
  killWorkers(): void {
    this.#workers.killSilently();
  }

  #join({ account: key, env, services, outputs }: AccountReady): void {
    if (this.#stopped !== undefined || this.#accounts.has(key)) return;
    const account = new AccountWorkers(key, env);
    account.addOutputs(outputs);
    this.#accounts.set(key, account);
    this.#schedule.accountJoined(key, services);
  }

  #lose(key: string, reason: string): void {
    const account = this.#accounts.get(key);
    this.#accounts.delete(key);
    if (account) this.#surplus.forget(account);
    account?.kill(reason);
    this.#schedule.accountLeft(key);
    for (const retiring of this.#retiring) if (retiring.key === key) retiring.kill(reason);
  }

  #dispatch(): void {
    if (this.#complete) return;
    if (this.#stopped !== undefined) this.#giveUp(this.#schedule.giveUp(), this.#stopped);
    else this.#feedAll();
    if (!this.#accountsMayCome) this.#giveUp(this.#schedule.giveUpBlocked());
    for (const account of this.#accounts.values()) {
      const isNeeded = !this.#surplus.has(account) && this.#schedule.hasWorkFor(account.key);
      if (!isNeeded && !account.isBusy && !account.isBeingInspected) void this.#retire(account);
    }
    const allGone = this.#accounts.size === 0 && this.#retiring.size === 0 && this.#workers.isEmpty;
    if (this.#schedule.isComplete && allGone) {
      this.#complete = true;
      this.#options.events.complete();
    }
  }

  #feedAll(): void {
    this.#surplus.choose(this.#accounts.values());
    for (const account of this.#accounts.values()) {
      if (!this.#surplus.has(account) && !account.isBeingInspected) this.#feed(account);
    }
  }

  #feed(account: AccountWorkers): void {
    for (let file = this.#schedule.next(account.key); file; file = this.#schedule.next(account.key)) {
      const test = this.#options.tests.get(file);
      if (!test) throw new Error(`${file} is not one of the selected files`);
      const attempt = this.#attempts.next(file, test, account.key);
      (account.free ?? this.#startWorker(account)).run(attempt, account.outputs);
    }
  }

  #startWorker(account: AccountWorkers): Worker {
    const worker = this.#workers.start(account, this.#eventsOf(account));
    if (worker.pid !== undefined) {
      this.#options.send({ kind: "worker-started", account: account.key, pid: worker.pid });
    }
    return worker;
  }

  #eventsOf(account: AccountWorkers): WorkerEvents {
    return {
      started: (attempt) => this.#onStarted(account, attempt),
      ended: (attempt, end) => this.#onEnded(account, attempt, end),
      settled: (attempt, verdict) => {
        account.unsettled--;
        this.#options.events.verdict(attempt, verdict);
        this.#dispatch();
      },
      stray: (run, error) => this.#options.events.stray(this.#attempts.fileOf(run) ?? "a test file", error),
      testCase: (event, payload) => this.#options.events.testCase(event, payload),
      gone: () => this.#dispatch(),
    };
  }

  #onStarted(account: AccountWorkers, attempt: Attempt): void {
    const { file, number } = attempt;
    account.startFailures = 0;
    account.ranSince.add(file);
    this.#attempts.started(attempt);
    this.#options.send({ kind: "file-started", account: account.key, file, attempt: number });
    if (number === 1) this.#options.events.firstStart(attempt.test);
  }

  #onEnded(account: AccountWorkers, attempt: Attempt, end: AttemptEnd): void {
    const { file } = attempt;
    switch (end.kind) {
      case "finished":
        account.unsettled++;
        this.#schedule.finished(account.key, file);
        break;
      case "cut-off":
        this.#onCutOff(account, attempt, end.reason);
        break;
      case "never-started":
        this.#onNeverStarted(account, attempt, end.detail);
        break;
    }
    this.#inspectIfQuiet(account);
    this.#dispatch();
  }

  #inspectIfQuiet(account: AccountWorkers): void {
    const { key, ranSince } = account;
    const { inspect, filesPerAccount } = this.#options.settings;
    const isQuiet = this.#schedule.roomIn(key) === filesPerAccount && ranSince.size > 0;
    if (!inspect || !isQuiet || this.#accounts.get(key) !== account) return;
    account.isBeingInspected = true;
    this.#options.send({ kind: "account-quiet", account: key, files: [...ranSince] });
    ranSince.clear();
  }

  #inspected(key: string): void {
    const account = this.#accounts.get(key);
    if (account) account.isBeingInspected = false;
  }

  #onCutOff(account: AccountWorkers, attempt: Attempt, reason: string): void {
    const { file, number, test, startedAt } = attempt;
    if (startedAt !== undefined) {
      this.#options.send({ kind: "file-cut-off", account: account.key, file, attempt: number, reason });
    }
    if (startedAt === undefined || this.#stopped === undefined) {
      this.#schedule.putBack(account.key, file);
    } else {
      this.#schedule.finished(account.key, file);
      this.#options.events.cutOff(test, reason);
    }
  }

  /** Tried again at once; but a file must end some day, also where no worker ever starts. */
  #onNeverStarted(account: AccountWorkers, attempt: Attempt, detail: string): void {
    account.startFailures++;
    if (account.startFailures < START_FAILURES) {
      this.#schedule.putBack(account.key, attempt.file);
      return;
    }
    this.#onStarted(account, attempt);
    this.#schedule.finished(account.key, attempt.file);
    this.#options.events.verdict(attempt, {
      kind: "crashed",
      how: `no worker could be started: ${detail}`,
      output: "",
    });
  }

  #giveUp(files: GivenUp[], because?: string): void {
    for (const { path: file, blockedBy } of files) {
      const test = this.#options.tests.get(file);
      const noAccount = blockedBy === undefined ? "no account was left to run it" : `blocked by ${blockedBy}`;
      const reason = because ?? noAccount;
      this.#options.send({ kind: "file-never-run", file, reason });
      if (test) this.#options.events.neverRun(test, reason);
    }
  }

  /** Nothing is left for the account: its workers exit, then it may be handed back. */
  async #retire(account: AccountWorkers): Promise<void> {
    this.#accounts.delete(account.key);
    this.#schedule.accountLeft(account.key);
    this.#retiring.add(account);
    await account.end();
    this.#retiring.delete(account);
    const surplus = this.#surplus.has(account);
    this.#options.send({ kind: "account-idle", account: account.key, ...(surplus ? { surplus } : {}) });
    this.#dispatch();
  }
}
