import { type Clock, messageOf, RegattaError } from "@regatta/foundation";
import { accountKey, type PoolAccount } from "../account.ts";
import { leaseHolder } from "../lease-holder.ts";
import type { HandBack } from "../pool/end-lease.ts";
import type { RenewOutcome } from "../pool/renew-lease.ts";
import type { TellLimit } from "../tell-limit.ts";
import { jittered, type LeaseTiming, leaseTiming } from "./lease-timing.ts";
import { withinTime } from "./within-time.ts";

export interface HeldAccountOptions {
  account: PoolAccount;
  leaseId: string;
  epoch: number;
  durationMs: number;
  /** Monotonic time at which the write that made the lease was sent, ms. */
  sentAt: number;
  /** What of the lease is left at least in the table, counted from now, ms. */
  leftMs: number;
  clock: Clock;
  random: () => number;
  /** Moves the lease's end on; ends early when the signal aborts. */
  renew: (how: { signal: AbortSignal; activity: string | undefined }) => Promise<RenewOutcome>;
}

const ACTIVITY_LENGTH = 100;

/**
 * An account held under a lease: heartbeats, and fencing itself when they fail.
 *
 * The lease is counted on the monotonic clock from before the last write that succeeded, while the table counts
 * it from after: so the holder's end, less a margin, always comes before the moment anyone may reap.
 */
export class HeldAccount {
  /** The account as it was when it was taken. */
  readonly account: PoolAccount;
  readonly id: string;
  readonly epoch: number;
  readonly #timing: LeaseTiming;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #renew: HeldAccountOptions["renew"];
  readonly #lost = new AbortController();
  readonly #over = new AbortController();
  #beating = false;
  #fenceAt: number;
  #clocksApart: number;
  #lastFailure: unknown;
  #activity: (() => string) | undefined;
  #tellLimit: TellLimit = () => undefined;
  #isLimited = false;

  constructor(options: HeldAccountOptions) {
    this.account = options.account;
    this.id = options.leaseId;
    this.epoch = options.epoch;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#renew = options.renew;
    this.#timing = leaseTiming(options.durationMs);
    this.#fenceAt = this.#endsAt(options) - this.#timing.marginMs;
    this.#clocksApart = this.#wallMinusMonotonic();
    void this.#watch();
  }

  /** Aborted with a RegattaError LEASE_LOST when the lease is lost, or may be before it could be renewed. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * What its holder is doing there, for people who look at the pool. Costs no write of its own: the next renewal
   * carries it, so what others read may be a third of the lease old.
   * @param activity the words, or who knows them, asked at each renewal; cut off after 100 characters.
   */
  doing(activity: string | (() => string)): void {
    this.#activity = typeof activity === "string" ? () => activity : activity;
  }

  /**
   * Tells how long the account may be used for certain when a heartbeat has failed, and that there is no limit when one
   * succeeds again.
   * @param tell replaces who was told before.
   */
  watchLimit(tell: TellLimit): void {
    this.#tellLimit = tell;
  }

  /** Renews by itself from now on, every third of the lease's length, until it is given back or lost. */
  startHeartbeat(): void {
    if (this.#beating || this.#isOver) return;
    this.#beating = true;
    void this.#beat();
  }

  /**
   * Renews the lease once.
   * @throws RegattaError LEASE_LOST when it is not ours any more (the signal is aborted then), or as AWS failed
   * (the lease still stands).
   */
  async renew(): Promise<void> {
    const leftMs = await this.#renewOnce();
    // Far too little is left when the machine slept: its idea of the server's time was behind until this answer.
    if (leftMs < this.#timing.heartbeatMs && !this.#isOver) await this.#renewAgain();
  }

  /** Stops heartbeats and lets the lease run out, without a word to the table: as if the process had died. */
  abandon(): void {
    this.#over.abort();
  }

  /** Ends heartbeats and fencing, then writes the end of the lease. */
  protected handBack(write: () => Promise<HandBack>): Promise<HandBack> {
    this.#over.abort();
    return write();
  }

  async #renewAgain(): Promise<void> {
    try {
      await this.#renewOnce();
    } catch (error) {
      if (this.#isOver || this.#fenceAt > this.#clock.monotonic()) throw error;
      // The table's answer before this said that anyone may take the account now.
      this.#lastFailure = error;
      throw this.#lose(this.#fencedReason());
    }
  }

  async #renewOnce(): Promise<number> {
    this.#lost.signal.throwIfAborted();
    const sentAt = this.#clock.monotonic();
    const limit = { clock: this.#clock, ms: this.#timing.attemptMs, until: this.#over.signal };
    const activity = this.#activity?.().slice(0, ACTIVITY_LENGTH);
    const outcome = await withinTime(limit, (signal) => this.#renew({ signal, activity })).catch((error) => {
      if (this.#isOver) return undefined;
      throw error;
    });
    this.#lost.signal.throwIfAborted();
    if (this.#isOver || !outcome) return 0;
    if (outcome.kind === "lost") throw this.#lose(lostReason(outcome.account));
    this.#fenceAt = this.#endsAt({ sentAt, leftMs: outcome.leftMs }) - this.#timing.marginMs;
    this.#clocksApart = this.#wallMinusMonotonic();
    this.#lastFailure = undefined;
    return outcome.leftMs;
  }

  // A machine that slept before the write gave the table too early an end; its answer told.
  #endsAt({ sentAt, leftMs }: { sentAt: number; leftMs: number }): number {
    return Math.min(sentAt + this.#timing.durationMs, this.#clock.monotonic() + leftMs);
  }

  get #isOver(): boolean {
    return this.#over.signal.aborted;
  }

  async #beat(): Promise<void> {
    let wait = this.#timing.heartbeatMs;
    while (await this.#slept(jittered(wait, this.#random))) wait = await this.#tryToRenew();
  }

  /** @returns how long to wait until the next try, ms. */
  async #tryToRenew(): Promise<number> {
    try {
      await this.renew();
      this.#limited(undefined);
      return this.#timing.heartbeatMs;
    } catch (error) {
      this.#lastFailure = error;
      this.#limited(error);
      return this.#timing.retryMs;
    }
  }

  /** Only the first failure says something new: the end stays where it is until a renewal moves it. */
  #limited(failure: unknown): void {
    const isLimited = failure !== undefined;
    if (this.#isOver || isLimited === this.#isLimited) return;
    this.#isLimited = isLimited;
    const endsInMs = Math.max(0, this.#fenceAt - this.#clock.monotonic());
    this.#tellLimit(
      isLimited ? { endsInMs, reason: `its lease could not be renewed: ${messageOf(failure)}` } : undefined,
    );
  }

  async #watch(): Promise<void> {
    for (;;) {
      const left = this.#fenceAt - this.#clock.monotonic();
      if (left <= 0) return void this.#lose(this.#fencedReason());
      if (!(await this.#slept(Math.min(left, this.#timing.lookMs)))) return;
      // Not waited for: the time to stop does not wait either.
      if (this.#beating && this.#mayHaveSlept()) void this.#tryToRenew();
    }
  }

  // A machine put to sleep stops the monotonic clock and not the lease. The wall clock moving ahead of it is a
  // hint of that, no proof: so the table is asked, at once.
  #mayHaveSlept(): boolean {
    const apart = this.#wallMinusMonotonic();
    const moved = Math.abs(apart - this.#clocksApart) > this.#timing.marginMs / 2;
    this.#clocksApart = apart;
    return moved;
  }

  /** @returns false when the lease ended before the time was up. */
  async #slept(ms: number): Promise<boolean> {
    await this.#clock.sleep(ms, this.#over.signal).catch(() => undefined);
    return !this.#isOver;
  }

  #lose(reason: string): RegattaError {
    const error = new RegattaError(`The lease of ${accountKey(this.account)} is lost: ${reason}.`, {
      code: "LEASE_LOST",
      source: "service",
      account: accountKey(this.account),
      nextStep: "What ran there runs in another account; the cleaner takes care of this one.",
      cause: this.#lastFailure,
    });
    this.#over.abort();
    this.#lost.abort(error);
    return error;
  }

  #fencedReason(): string {
    const failure = this.#lastFailure === undefined ? "" : ` (${messageOf(this.#lastFailure)})`;
    return `it could not be renewed in time${failure}, so it is given up before anyone else may take the account`;
  }

  #wallMinusMonotonic(): number {
    return this.#clock.now() - this.#clock.monotonic();
  }
}

function lostReason(account: PoolAccount | undefined): string {
  if (!account) return "the table does not have it any more";
  const { state, lease, reason } = account;
  if (lease) return `the account is now ${state} by ${leaseHolder(lease)}`;
  return `the account is now ${state}${reason ? `, because ${reason}` : ""}`;
}
