import type { Clock } from "@regatta/foundation";
import type { Attempt } from "../attempt.ts";
import { Dispatcher } from "../dispatcher.ts";
import type { DispatcherEvents } from "../dispatcher-options.ts";
import type { FileReport } from "../file-report.ts";
import type { Test } from "../jest-types.ts";
import type { FromJest, ToJest } from "../protocol.ts";
import type { Pragmas } from "../read-pragmas.ts";
import { type Chance, MadeUpWorkers } from "./made-up-workers.ts";

type Settings = Extract<ToJest, { kind: "setup" }>;

export interface MadeUpRunOptions {
  files: string[];
  pragmas: Pragmas;
  settings: Settings;
  accounts: number;
  chance: Chance;
  /** Whether the run may be stopped on the way. */
  isStopped: boolean;
}

/** So many leases at most: a run whose accounts are all lost again and again ends, too. */
const LEASES = 60;

/**
 * A dispatcher with made-up workers, and with this in the place of Jest and of the parent: what happens happens by chance,
 * messages in their order. Checks what must hold of everything that is told.
 */
export class MadeUpRun {
  readonly told: string[] = [];
  readonly #options: MadeUpRunOptions;
  readonly #workers: MadeUpWorkers;
  readonly #dispatcher: Dispatcher;
  /** Messages of the parent on their way. */
  readonly #inbox: ToJest[] = [];
  readonly #joined = new Set<string>();
  readonly #ends = new Map<string, string[]>();
  readonly #finals = new Set<string>();
  readonly #open = new Map<string, number>();
  /** Accounts whose data is being made fresh: by which request. */
  readonly #freshening = new Map<string, number>();
  /** Answers that come after some time, and after whatever is told meanwhile. */
  readonly #slow: ToJest[] = [];
  readonly #sleepers = new Set<{ at: number; wake: () => void }>();
  #now = 0;
  #leases = 0;
  #saidNoMore = false;
  #completed = 0;

  constructor(options: MadeUpRunOptions) {
    this.#options = options;
    this.#workers = new MadeUpWorkers(options.chance);
    this.#dispatcher = new Dispatcher({
      tests: new Map(options.files.map((file) => [file, { path: file } as Test])),
      pragmas: options.pragmas,
      settings: options.settings,
      workers: this.#workers,
      clock: this.#clock(),
      send: (message) => this.#onMessage(message),
      events: this.#events(),
    });
  }

  /** Plays it to its end. @throws where it hangs, or tells something that cannot be. */
  async play(): Promise<void> {
    for (let account = 0; account < this.#options.accounts; account++) this.#lease();
    for (let turn = 0; this.#completed === 0; turn++) {
      must(turn < 5_000, () => `no end:\n${this.told.slice(-30).join("\n")}`);
      this.#now += 1 + Math.floor(20 * this.#options.chance());
      this.#turn();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#check();
  }

  #turn(): void {
    const { chance, isStopped } = this.#options;
    const [message] = this.#inbox;
    const deliver = () => {
      this.#inbox.shift();
      if (message) this.#deliver(message);
    };
    const due = [...this.#sleepers].filter(({ at }) => at <= this.#now).map(({ wake }) => wake);
    const answer = () => this.#tell(...this.#slow.splice(0, 1));
    const answers = this.#slow.length > 0 ? [answer] : [];
    const choices = [...this.#workers.next, ...(message ? [deliver, deliver] : []), ...due, ...answers];
    if (isStopped && chance() < 0.02) this.#dispatcher.stop("enough");
    else if (chance() < 0.04) this.#disturb();
    else if (this.#mayLease && chance() < 0.03) this.#lease();
    else if (choices.length > 0) choices[Math.floor(chance() * choices.length)]?.();
    else if (this.#sleepers.size > 0) this.#now = Math.max(...[...this.#sleepers].map(({ at }) => at));
    else if (this.#mayLease) this.#lease();
    else {
      must(!this.#saidNoMore, () => `hangs:\n${this.told.join("\n")}`);
      this.#saidNoMore = true;
      this.#tell({ kind: "no-more-accounts" });
    }
  }

  get #mayLease(): boolean {
    return this.#leases < LEASES && this.#joined.size < this.#options.accounts;
  }

  #lease(): void {
    const names = Array.from({ length: this.#options.accounts }, (_, at) => `${at}/x`);
    const account = names.find((name) => !this.#joined.has(name));
    if (account === undefined) return;
    this.#leases++;
    this.#joined.add(account);
    const isUp = this.#options.chance() < 0.7;
    this.#tell({ kind: "account-ready", account, env: {}, services: isUp ? "all" : ["base"], outputs: {} });
    if (isUp) return;
    if (this.#options.chance() < 0.7) {
      this.#tell({ kind: "services-ready", account, services: "all", outputs: {} });
    } else this.#tell({ kind: "services-failed", account, causes: { web: "web" } });
  }

  /** Something that happens to an account. */
  #disturb(): void {
    const { chance } = this.#options;
    const accounts = [...this.#joined];
    const account = accounts[Math.floor(chance() * accounts.length)];
    if (account === undefined) return;
    const what = chance();
    if (what < 0.4) {
      this.#joined.delete(account);
      this.#freshening.delete(account);
      this.#tell({ kind: "account-gone", account, reason: "lost" });
    } else if (what < 0.6) this.#tell({ kind: "account-limit", account, endsInMs: 100 });
    else if (what < 0.8) this.#tell({ kind: "account-limit", account });
    else if (accounts.length > 1) this.#tell({ kind: "surplus", accounts: Math.floor(3 * chance()) });
  }

  #deliver(message: ToJest): void {
    const isDone =
      (message.kind === "claim-refused" && message.because === "done") ||
      (message.kind === "file-elsewhere" && message.state === "done");
    if (message.kind === "freshened" && this.#freshening.get(message.account) === message.request) {
      this.#freshening.delete(message.account);
    }
    if (isDone && !this.#ends.has(message.file)) this.#end(message.file, "elsewhere");
    this.#dispatcher.receive(message);
  }

  #tell(...messages: ToJest[]): void {
    for (const message of messages) this.told.push(`> ${JSON.stringify(message)}`);
    this.#inbox.push(...messages);
  }

  #onMessage(message: FromJest): void {
    this.told.push(`  ${JSON.stringify(message)}`);
    const { chance } = this.#options;
    switch (message.kind) {
      case "claim":
        this.#onClaim(message.file);
        break;
      case "account-freshen":
        this.#freshening.set(message.account, message.request);
        this.#slow.push({
          kind: "freshened",
          account: message.account,
          request: message.request,
          ...(chance() < 0.2 ? { problem: "no" } : {}),
        });
        break;
      case "account-quiet":
        this.#tell({ kind: "inspected", account: message.account });
        break;
      case "account-idle":
        must(!this.#freshening.has(message.account), () => `${message.account} is idle while it is cleaned`);
        this.#joined.delete(message.account);
        break;
      case "file-started":
        must(!this.#finals.has(message.file), () => `${message.file} is started after its end`);
        for (const account of [message.account, ...(message.others ?? [])]) {
          must(
            !this.#freshening.has(account),
            () => `${message.file} is started while ${account} is cleaned`,
          );
        }
        this.#open.set(message.file, (this.#open.get(message.file) ?? 0) + 1);
        break;
      case "file-finished":
      case "file-cut-off":
        this.#open.set(message.file, (this.#open.get(message.file) ?? 0) - 1);
        if (message.kind === "file-finished" && message.final) this.#final(message.file);
        break;
      case "file-never-run":
        this.#final(message.file);
        break;
      default:
        break;
    }
  }

  #onClaim(file: string): void {
    const { chance } = this.#options;
    const fate = chance();
    if (fate < 0.7) this.#tell({ kind: "claimed", file });
    else if (fate < 0.8) this.#tell({ kind: "claim-refused", file, because: "done" });
    else {
      this.#tell({ kind: "claim-refused", file, because: fate < 0.9 ? "running" : "locked" });
      this.#tell({ kind: "file-elsewhere", file, state: chance() < 0.5 ? "waiting" : "done" });
    }
  }

  #events(): DispatcherEvents {
    return {
      firstStart: () => undefined,
      report: (_, { kind }) => {
        const passes = kind === "result";
        return { outcome: passes ? "passed" : "failed", passes } as FileReport;
      },
      result: (attempt, report, final) => this.#onResult(attempt, report, final),
      lastResult: ({ file }) => this.#end(file, "last"),
      cutOff: ({ path }) => this.#end(path, "cut off"),
      neverRun: ({ path }) => this.#end(path, "never run"),
      testCase: () => undefined,
      stray: () => undefined,
      complete: () => {
        this.#completed++;
      },
    };
  }

  #onResult({ file, account, number }: Attempt, { outcome }: FileReport, final: boolean): void {
    const parts = { account, file, attempt: number, durationMs: 1, result: { tests: [], skipped: false } };
    this.#onMessage({ kind: "file-finished", ...parts, outcome, final });
    if (final) this.#end(file, "final");
  }

  #final(file: string): void {
    must(!this.#finals.has(file), () => `${file} ends twice:\n${this.told.join("\n")}`);
    this.#finals.add(file);
  }

  #end(file: string, how: string): void {
    this.#ends.set(file, [...(this.#ends.get(file) ?? []), how]);
  }

  #clock(): Clock {
    return {
      now: () => this.#now,
      monotonic: () => this.#now,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          const sleeper = {
            at: this.#now + ms,
            wake: () => {
              this.#sleepers.delete(sleeper);
              resolve();
            },
          };
          this.#sleepers.add(sleeper);
          signal?.addEventListener("abort", () => {
            this.#sleepers.delete(sleeper);
            reject(signal.reason);
          });
        }),
    };
  }

  #check(): void {
    const story = () => this.told.join("\n");
    must(
      this.#completed === 1 && this.#workers.isEmpty,
      () => `it ends ${this.#completed} times:\n${story()}`,
    );
    for (const file of this.#options.files) {
      const ends = this.#ends.get(file) ?? [];
      // A stop does not wait for what another machine has.
      const isLeftElsewhere = this.#options.isStopped && this.#options.settings.claims && ends.length === 0;
      must(ends.length === 1 || isLeftElsewhere, () => `${file} ends as ${ends.join()}:\n${story()}`);
      must((this.#open.get(file) ?? 0) === 0, () => `${file} was started and never ended:\n${story()}`);
    }
  }
}

function must(holds: boolean, otherwise: () => string): void {
  if (!holds) throw new Error(otherwise());
}
