import { type Clock, RegattaError } from "@regatta/foundation";
import { duration, type RunLog } from "@regatta/run-log";
import type { Found } from "./account-source.ts";
import { type AskedFor, type PoolOutlook, poolOutlook } from "./pool-outlook.ts";

/** What was asked for, and found. */
export interface Shortfall extends Omit<AskedFor, "accounts"> {
  look: Found;
}

// What is only a little different (a lease was renewed, the estimate moved) is told this seldom.
const TELL_AGAIN_MS = 60_000;

/** What keeps a run that holds no account from getting one. */
export class PoolShortage {
  readonly #log: RunLog;
  readonly #clock: Clock;
  #since: number | undefined;
  #outlook: PoolOutlook | undefined;
  #told: { cause: string; reason: string; at: number } | undefined;

  constructor({ log, clock }: { log: RunLog; clock: Clock }) {
    this.#log = log;
    this.#clock = clock;
  }

  /** No account is held: the wait begins, if it has not. */
  begin(): void {
    this.#since ??= this.#clock.monotonic();
  }

  /** Nothing could be leased: finds out why, and tells it whenever it is something else. */
  look({ look, ...asked }: Shortfall): void {
    const outlook = look.unavailable
      ? { ...look.unavailable, cause: "unavailable", isBlocked: true }
      : poolOutlook({ accounts: look.accounts, ...asked });
    this.#outlook = outlook;
    this.#tell(outlook, look.waiting);
  }

  /** Accounts are held. */
  over(): void {
    this.#since = undefined;
    this.#outlook = undefined;
    this.#told = undefined;
  }

  /** Whether it will not end by itself. */
  get isLasting(): boolean {
    return this.#outlook?.mayChange === false;
  }

  /** How long it lasts, ms. */
  get waitedMs(): number {
    return this.#since === undefined ? 0 : this.#clock.monotonic() - this.#since;
  }

  /** The failure it is for whom it leaves something undone; undefined when there is none. @param undone begins the sentence. */
  failure(undone: string): RegattaError | undefined {
    if (!this.#outlook) return undefined;
    const { reason, nextStep } = this.#outlook;
    const waited = this.waitedMs < 1_000 ? "" : ` after waiting ${duration(this.waitedMs)}`;
    return new RegattaError(`${undone} without an account${waited}: ${reason}.`, {
      code: "NO_ACCOUNT_AVAILABLE",
      source: "service",
      nextStep,
    });
  }

  #tell({ cause, reason, isBlocked, nextStep }: PoolOutlook, waiting: Found["waiting"]): void {
    const now = this.#clock.monotonic();
    const key = [cause, waiting?.position, waiting?.of].join();
    const isNews = key !== this.#told?.cause;
    const isOld = reason !== this.#told?.reason && now - (this.#told?.at ?? now) >= TELL_AGAIN_MS;
    if (!isNews && !isOld) return;
    this.#told = { cause: key, reason, at: now };
    this.#log.append({
      kind: "lease-waiting",
      reason,
      ...waiting,
      ...(isBlocked ? { nextStep } : {}),
    });
  }
}
