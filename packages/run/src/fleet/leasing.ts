import type { LookOptions } from "@regatta/accounts";
import { type Clock, isRegattaError, messageOf, type RegattaError } from "@regatta/foundation";
import type { RunLog } from "@regatta/run-log";
import type { AccountSource, Found } from "./account-source.ts";
import type { FleetUser } from "./fleet-user.ts";
import type { HeldAccounts } from "./held-accounts.ts";
import type { Lending } from "./lending.ts";
import { PoolShortage } from "./pool-shortage.ts";

export interface LeasingOptions {
  source: AccountSource;
  user: FleetUser;
  accounts: HeldAccounts;
  lending: Omit<Lending, "priority">;
  runId: string;
  /** The server's time, ms. */
  serverNow: () => number;
  log: RunLog;
  clock: Clock;
  /** Yields numbers from 0 to below 1. */
  random: () => number;
}

/** How often a run that waits looks at the pool, and one that has what it needs to begin, ms. */
const WAITING_LOOK_MS = 2_000;
const LOOK_MS = 5_000;
// What may be over in a moment; anything else is not waited out.
const PASSING = ["AWS_UNREACHABLE", "AWS_THROTTLED", "AWS_FAILED"];

/** Gets a run the accounts it wishes for, waits in line where it must, and gives up what is others' turn. */
export class Leasing {
  readonly #options: LeasingOptions;
  readonly #shortage: PoolShortage;
  #change = new AbortController();
  #isInLine = false;
  /** How many accounts the user could use more, whether or not they may be had. */
  #wished = 0;
  /** How many it has to hold at once. */
  #least = 1;
  /** How many of the accounts others are due. */
  #wanted = 0;
  #trouble: "passing" | "lasting" | undefined;
  #failure: RegattaError | undefined;

  constructor(options: LeasingOptions) {
    this.#options = options;
    this.#shortage = new PoolShortage(options);
  }

  /** Why the user was left without an account. */
  get failure(): RegattaError | undefined {
    return this.#failure;
  }

  /** Looks at the pool at once, for something has changed. */
  lookSoon(): void {
    this.#change.abort();
  }

  /**
   * Leases accounts for as long as the user wishes for some. Resolves when `ended` aborts, when the user is done and
   * everything handed back, or when no account is left and none can be had (the user is told so); the line is left.
   */
  async run(ended: AbortSignal): Promise<void> {
    try {
      while (!ended.aborted && !(this.#hasNone && this.#options.user.isDone())) {
        this.#change = new AbortController();
        await this.#look(ended);
        if (this.#isLeftWithout && this.#isEnough) {
          if (this.#hasNone || !this.#options.user.noMoreThan) return this.#giveUp();
          this.#giveUpLarger(this.#options.user.noMoreThan(this.#options.accounts.size));
        }
        await this.#nextLook(ended);
      }
    } finally {
      await this.#options.source.leave();
    }
  }

  get #hasNone(): boolean {
    return this.#options.accounts.size === 0;
  }

  get #isShort(): boolean {
    return this.#options.accounts.size < this.#least;
  }

  // A file may be cut off and wait again a moment after its account was lost: with nothing wished for it is not over.
  get #isLeftWithout(): boolean {
    const { returning } = this.#options.accounts;
    return this.#isShort && returning === 0 && this.#wished > 0 && !this.#options.user.isDone();
  }

  get #minimum(): number {
    return Math.max(this.#options.lending.minimum, this.#least);
  }

  get #isBelowMinimum(): boolean {
    return this.#options.accounts.size < this.#minimum;
  }

  /** How many more accounts may be held. */
  get #room(): number {
    const { accounts, lending } = this.#options;
    return Math.max(0, lending.maximum - accounts.failedBefore - accounts.size);
  }

  get #isHopeless(): boolean {
    const { accounts, lending } = this.#options;
    if (lending.maximum - accounts.failedBefore < this.#least) return true;
    return accounts.refusals.areTooMany || accounts.outcomes.areHopeless;
  }

  /** With too few accounts held: whether to stop trying. */
  get #isEnough(): boolean {
    const isLate = this.#shortage.waitedMs >= this.#options.lending.waitMs;
    return this.#isHopeless || this.#shortage.isLasting || this.#trouble === "lasting" || isLate;
  }

  async #look(ended: AbortSignal): Promise<void> {
    try {
      const { count, least = 1, ...which } = await this.#options.user.wish();
      this.#wished = count;
      this.#least = Math.min(least, this.#options.lending.maximum);
      if (ended.aborted || this.#isHopeless) return;
      const want = Math.min(count, this.#room);
      if (this.#isShort && want > 0) this.#shortage.begin();
      if (want > 0 || this.#isInLine || this.#mayHaveSurplus) await this.#lookFor({ want, ...which });
      this.#trouble = undefined;
    } catch (error) {
      this.#onTrouble(error);
    }
  }

  async #lookFor(wish: Omit<LookOptions, "held">): Promise<void> {
    const { accounts, source } = this.#options;
    const before = accounts.returning;
    const minimum = this.#least > 1 ? { minimum: this.#minimum } : {};
    const look = await source.look({ held: accounts.size, ...minimum, ...wish });
    this.#isInLine = look.waiting !== undefined;
    for (const lease of look.leases) accounts.take(lease);
    // Those on their way back when the pool was looked at may still count as ours.
    this.#giveUpSome(Math.max(0, look.surplus - before));
    if (!this.#isShort) this.#shortage.over();
    else if (wish.want > 0) this.#tellShortage(look, wish);
  }

  #giveUpSome(wanted: number): void {
    const { user, log } = this.#options;
    if (!user.giveUp) return;
    if (wanted > this.#wanted) log.append({ kind: "surplus-wanted", accounts: wanted });
    this.#wanted = wanted;
    user.giveUp(wanted);
  }

  #tellShortage(look: Found, { want, ...which }: Omit<LookOptions, "held">): void {
    const { accounts, serverNow, runId } = this.#options;
    const needed = Math.min(Math.max(1, this.#minimum - accounts.size), want);
    this.#shortage.look({ look, runId, needed, now: serverNow(), ...which });
  }

  get #mayHaveSurplus(): boolean {
    const { user, accounts, lending } = this.#options;
    return user.giveUp !== undefined && accounts.size > lending.minimum;
  }

  #onTrouble(error: unknown): void {
    const isPassing = isRegattaError(error) && PASSING.includes(error.code);
    if (this.#trouble === undefined) {
      this.#options.log.append({ kind: "problem", code: "LEASE_FAILED", message: messageOf(error) });
    }
    this.#trouble = isPassing ? "passing" : "lasting";
  }

  // Not all in step: those that began together would ask together for ever.
  async #nextLook(ended: AbortSignal): Promise<void> {
    const { clock, random } = this.#options;
    const everyMs = this.#isBelowMinimum ? WAITING_LOOK_MS : LOOK_MS;
    const signal = AbortSignal.any([this.#change.signal, ended]);
    await clock.sleep(everyMs * (0.8 + 0.4 * random()), signal).catch(() => undefined);
  }

  #giveUpLarger(undone: string): void {
    this.#failure ??= this.#shortage.failure(undone);
    this.#shortage.over();
  }

  #giveUp(): void {
    const { user, accounts } = this.#options;
    const undone = user.noMore();
    if (undone === undefined) return;
    this.#failure =
      accounts.refusals.failure ?? accounts.outcomes.failure(undone) ?? this.#shortage.failure(undone);
  }
}
