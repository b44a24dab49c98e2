import type { Stretch } from "@regatta/foundation";
import type { RunEvent } from "@regatta/run-log";
import type { StayEnd, StayRecord } from "./run-record.ts";
import { divideTime, type StaySplit } from "./time-split.ts";

export type AccountEvent = Extract<RunEvent, { account: string }>;

/** How an account left the run; undefined for an event that says nothing of that. */
export function stayEndOf(event: AccountEvent): { end: StayEnd; reason?: string } | undefined {
  switch (event.kind) {
    case "account-released":
      return { end: "released" };
    case "account-kept":
      return { end: "kept", reason: event.reason };
    case "account-dirty":
      return { end: "dirty", reason: event.reason };
    case "account-rejected":
      return { end: "rejected", reason: event.reason };
    case "lease-lost":
      return { end: "lost", reason: event.reason };
    case "account-hand-back-lost":
      return { end: "lost", reason: "its lease was lost before it could be handed back" };
    default:
      return undefined;
  }
}

/** An account in a run, from its lease to the end of it, while the events are read. */
export class StayTrack {
  readonly account: string;
  readonly from: number;
  /** When test files ran there. */
  readonly tests: Stretch[] = [];
  readonly #running = new Map<string, number>();
  readonly #deploying = new Map<string, number>();
  #deploy: Stretch | undefined;
  #usableAt: number | undefined;
  readonly #workerStarts: Stretch[] = [];
  #workerFrom: number | undefined;
  #end: { at: number; end: StayEnd; reason?: string } | undefined;
  #attempts = 0;
  #failed = 0;
  #deployed = 0;
  #isSuspect = false;

  constructor(account: string, from: number) {
    this.account = account;
    this.from = from;
  }

  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** Takes in an event of the account. */
  apply(event: AccountEvent): void {
    const { at } = event;
    const end = stayEndOf(event);
    // One that was rejected or lost is handed back too, if it can be: the first word stands.
    if (end && !this.#end) this.#leave(at, end);
    switch (event.kind) {
      case "account-ready":
        this.#usableAt ??= at;
        break;
      case "deploy-started":
        this.#deploying.set(event.service, at);
        break;
      case "deploy-finished":
        if (!event.noUpdates) this.#deployed++;
        this.#deployEnded(event.service, at, event.durationMs);
        break;
      case "deploy-failed":
        this.#deployEnded(event.service, at, event.durationMs);
        break;
      case "account-suspect":
        this.#isSuspect = true;
        break;
      case "worker-started":
        this.#workerFrom ??= at;
        break;
      case "file-started":
        this.#attempts++;
        this.#workerIsUp(at);
        break;
      case "file-finished":
        if (event.outcome !== "passed") this.#failed++;
        break;
      default:
        break;
    }
  }

  /** A test file has the account from now on, as its own or beside another. */
  fileBegan(file: string, at: number): void {
    this.#usableAt ??= at;
    this.#running.set(file, at);
  }

  /** And no more; one that nothing is known to have begun ran for as long as it says. */
  fileEnded(file: string, at: number): void {
    const from = this.#running.get(file);
    if (from !== undefined) this.tests.push({ from, to: at });
    this.#running.delete(file);
  }

  /** @param last when the log ends: what was under way is over then. */
  close(last: number): void {
    this.#endAllWork(this.#end?.at ?? last);
    this.#end ??= { at: last, end: "unknown" };
  }

  get to(): number {
    return this.#end?.at ?? this.from;
  }

  /** From the first deploy to the last, those between them included. */
  get deploys(): Stretch[] {
    return this.#deploy ? [this.#deploy] : [];
  }

  /** When it was got ready for files: all of the time where it never was. */
  get gettingReady(): Stretch[] {
    return [{ from: this.from, to: this.#usableAt ?? this.to }, ...this.#workerStarts];
  }

  /** When the last thing done there was over; undefined where nothing was done. */
  get lastWorkAt(): number | undefined {
    const ends = [...this.tests, ...this.deploys].map(({ to }) => to);
    return ends.length > 0 ? Math.max(...ends) : undefined;
  }

  /** What is kept of it, once it is closed. */
  record(): StayRecord {
    const { end = "unknown", reason } = this.#end ?? {};
    return {
      account: this.account,
      from: this.from,
      time: this.#time(),
      end,
      ...(reason === undefined ? {} : { reason }),
      attempts: this.#attempts,
      failed: this.#failed,
      deployed: this.#deployed,
      ...(this.#isSuspect ? { suspect: true as const } : {}),
    };
  }

  #time(): StaySplit {
    const { from, to, lastWorkAt } = this;
    const ending = lastWorkAt === undefined ? [] : [{ from: lastWorkAt, to }];
    return divideTime(
      { from, to },
      [
        ["test", this.tests],
        ["deploy", this.deploys],
        ["end", ending],
        ["lease", this.gettingReady],
      ],
      "idle",
    );
  }

  #workerIsUp(at: number): void {
    if (this.#workerFrom !== undefined) this.#workerStarts.push({ from: this.#workerFrom, to: at });
    this.#workerFrom = undefined;
  }

  #leave(at: number, end: { end: StayEnd; reason?: string }): void {
    this.#endAllWork(at);
    this.#end = { at, ...end };
  }

  #endAllWork(at: number): void {
    for (const file of [...this.#running.keys()]) this.fileEnded(file, at);
    for (const service of [...this.#deploying.keys()]) this.#deployEnded(service, at, 0);
  }

  // Some fail before anything is deployed: a build, a template that is refused.
  #deployEnded(service: string, at: number, durationMs: number): void {
    const from = this.#deploying.get(service) ?? Math.max(this.from, at - durationMs);
    this.#deploying.delete(service);
    this.#deploy = {
      from: Math.min(this.#deploy?.from ?? from, from),
      to: Math.max(this.#deploy?.to ?? at, at),
    };
  }
}
