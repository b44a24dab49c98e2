import type { Clock } from "@regatta/foundation";
import { type GivenUp, Schedule } from "@regatta/scheduler";
import { AccountWorkers } from "./account-workers.ts";
import type { Attempt, AttemptEnd, Verdict } from "./attempt.ts";
import type { Test, ThrownError } from "./jest-types.ts";
import type { FromJest, ToJest } from "./protocol.ts";
import { Worker, type WorkerEvents } from "./worker.ts";
import { workerEnvironment } from "./worker-environment.ts";
import type { ToWorker } from "./worker-protocol.ts";

type AccountReady = Extract<ToJest, { kind: "account-ready" }>;

/** How many workers of an account may die in a row before they could start a file, until the file is given up. */
const START_FAILURES = 2;

/** What the dispatcher reports beside its messages to the parent. */
export interface DispatcherEvents {
  /** A file is running for the first time. */
  firstStart(test: Test): void;
  /** A file has its verdict. Called once for each attempt that gets one. */
  verdict(attempt: Attempt, verdict: Verdict): void;
  /** A stop cut the file off; it will not run again. */
  cutOff(test: Test, reason: string): void;
  neverRun(test: Test, reason: string): void;
  testCase(event: string, payload: unknown): void;
  /** An error of a file whose verdict was given before. */
  stray(file: string, error: ThrownError): void;
  /** Every file has a verdict or was given up, and every worker is gone. */
  complete(): void;
}

export interface DispatcherOptions {
  /** By the name used in messages. */
  tests: Map<string, Test>;
  /** By the same names, the services a file needs; one that is left out needs all. */
  requires: Record<string, string[]>;
  settings: Extract<ToJest, { kind: "setup" }>;
  workerSetup: ToWorker;
  clock: Clock;
  /** Environment of this process. */
  env: NodeJS.ProcessEnv;
  send(message: FromJest): void;
  events: DispatcherEvents;
}

/**
 * Gives files to accounts. All of it is synchronous: whatever happens (an account joins or goes, a file ends, a
 * worker dies) changes the schedule and then calls `#dispatch`, which looks at what is there and acts.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #schedule: Schedule;
  readonly #accounts = new Map<string, AccountWorkers>();
  /** Every worker process there is, also those that are about to go; by JEST_WORKER_ID. */
  readonly #workers = new Map<number, Worker>();
  readonly #attempts = new Map<string, number>();
  readonly #fileOfRun = new Map<number, string>();
  #runs = 0;
  #accountsMayCome = true;
  /** How many accounts are to be given up for others in all, and those that are: they get no further file. */
  #surplus = 0;
  readonly #givenUp = new Set<AccountWorkers>();
  /** Accounts whose workers have been asked to exit and are not gone yet. */
  readonly #retiring = new Set<AccountWorkers>();
  #stopped: string | undefined;
  #complete = false;

  constructor(options: DispatcherOptions) {
    const { tests, settings, requires } = options;
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
  }

  /** Takes a message of the parent. */
  receive(message: ToJest): void {
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
      case "inspected":
        this.#inspected(message.account);
        break;
      case "surplus":
        this.#surplus = message.accounts;
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
    for (const worker of this.#workers.values()) worker.killSilently();
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
    if (account) this.#givenUp.delete(account);
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
      const isNeeded = !this.#givenUp.has(account) && this.#schedule.hasWorkFor(account.key);
      if (!isNeeded && !account.isBusy && !account.isBeingInspected) void this.#retire(account);
    }
    const allGone = this.#accounts.size === 0 && this.#retiring.size === 0 && this.#workers.size === 0;
    if (this.#schedule.isComplete && allGone) {
      this.#complete = true;
      this.#options.events.complete();
    }
  }

  #feedAll(): void {
    this.#giveUpSurplus();
    for (const account of this.#accounts.values()) {
      if (!this.#givenUp.has(account) && !account.isBeingInspected) this.#feed(account);
    }
  }

  // Where one has room, a file has just ended there or none was there. With no file waiting, accounts go by themselves.
  #giveUpSurplus(): void {
    while (this.#givenUp.size < this.#surplus && this.#schedule.waiting > 0) {
      const [emptiest] = [...this.#accounts.values()]
        .filter((account) => !this.#givenUp.has(account) && this.#schedule.roomIn(account.key) > 0)
        .sort((a, b) => this.#schedule.roomIn(b.key) - this.#schedule.roomIn(a.key));
      if (!emptiest) return;
      this.#givenUp.add(emptiest);
    }
  }

  #feed(account: AccountWorkers): void {
    for (let file = this.#schedule.next(account.key); file; file = this.#schedule.next(account.key)) {
      const test = this.#options.tests.get(file);
      if (!test) throw new Error(`${file} is not one of the selected files`);
      const number = (this.#attempts.get(file) ?? 0) + 1;
      const attempt: Attempt = {
        run: ++this.#runs,
        test,
        file,
        account: account.key,
        number,
        durationMs: 0,
      };
      this.#fileOfRun.set(attempt.run, file);
      (account.free ?? this.#startWorker(account)).run(attempt, account.outputs);
    }
  }

  #startWorker(account: AccountWorkers): Worker {
    const { settings, clock, env, workerSetup } = this.#options;
    let id = 1;
    while (this.#workers.has(id)) id++;
    const worker = new Worker({
      env: workerEnvironment(account.env, env, id),
      setup: workerSetup,
      clock,
      ...(settings.fileTimeoutMs === undefined ? {} : { fileTimeoutMs: settings.fileTimeoutMs }),
      events: this.#eventsOf(account, id),
    });
    this.#workers.set(id, worker);
    account.workers.add(worker);
    if (worker.pid !== undefined) {
      this.#options.send({ kind: "worker-started", account: account.key, pid: worker.pid });
    }
    return worker;
  }

  #eventsOf(account: AccountWorkers, id: number): WorkerEvents {
    return {
      started: (attempt) => this.#onStarted(account, attempt),
      ended: (attempt, end) => this.#onEnded(account, attempt, end),
      settled: (attempt, verdict) => {
        account.unsettled--;
        this.#options.events.verdict(attempt, verdict);
        this.#dispatch();
      },
      stray: (run, error) => this.#options.events.stray(this.#fileOfRun.get(run) ?? "a test file", error),
      testCase: (event, payload) => this.#options.events.testCase(event, payload),
      gone: (worker) => {
        account.workers.delete(worker);
        this.#workers.delete(id);
        this.#dispatch();
      },
    };
  }

  #onStarted(account: AccountWorkers, attempt: Attempt): void {
    const { file, number } = attempt;
    account.startFailures = 0;
    account.ranSince.add(file);
    this.#attempts.set(file, number);
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
    const surplus = this.#givenUp.has(account);
    this.#options.send({ kind: "account-idle", account: account.key, ...(surplus ? { surplus } : {}) });
    this.#dispatch();
  }
}
