import { RegattaError } from "@regatta/foundation";
import type { PoolAccount } from "../account.ts";
import type { Lease } from "../lease/lease.ts";
import type { Choosing, Meant } from "../pool/choose-accounts.ts";
import type { PoolTable } from "../pool/pool-table.ts";
import type { LeaseRequest } from "../pool/take-account.ts";
import { estimateWait } from "./estimate-wait.ts";
import { OwnPlace } from "./own-place.ts";
import { type PoolAndLine, readPool } from "./read-pool.ts";
import { type Asking, missing, type Standing, standingOf } from "./standing.ts";
import { takeTogether } from "./take-together.ts";
import { lineOf, type Waiting } from "./waiter.ts";

export interface LineOptions extends Omit<LeaseRequest, "minimum">, Omit<Choosing, "random"> {
  /** How many accounts the run has to hold to begin; it gets what is missing all at once or not at all. At least 1. */
  minimum: number;
  /** The most it will hold. */
  maximum: number;
  /** Larger ones are served first. */
  priority: number;
}

export interface LookOptions extends Meant {
  /** How many accounts the run has in use now, without those on their way back. */
  held: number;
  /** How many more it would take. */
  want: number;
  /** How many it has to hold by now, where that is another number than it began with. */
  minimum?: number;
}

/** What one look at the pool came to. */
export interface Look {
  /** The accounts taken by this look. */
  leases: Lease[];
  /** There while the run waits below its minimum. */
  waiting?: WaitingFor;
  /** How many of the run's leases others wait for, counted among all that the table has of it. */
  surplus: number;
  /** The pool as it was seen; empty when nothing of it had to be read. */
  accounts: PoolAccount[];
  /** Everyone who waits below its minimum, the first in line first. */
  line: Waiting[];
}

/** A place in the line, counted among those who could use the same accounts. */
export interface WaitingFor {
  /** 1 for the first in line. */
  position: number;
  of: number;
  /** How long it may take, judging by past leases, ms; not there when nothing can be told. */
  estimateMs?: number;
}

// How long a place stands without having been renewed, where leases are not shorter than that.
const PLACE_MS = 60_000;
// Those who ask at the same moment see the same accounts. Each waits up to so many times as long as its look took,
// then reads once more what it is about to take: the later ones see what the earlier ones took. Less where there is
// more to choose from than so many runs would take.
const SPREAD = 10;
const MOST_SPREAD_MS = 3_000;
const CROWD = 200;

/**
 * A run's claim to accounts: by looking it takes what is its due, waits in line for its minimum when there is not
 * enough, and learns what it should give back for others. One look at a time.
 *
 * Nothing is written to the line while there is enough and nobody waits. Nothing is reserved by holding it, so that
 * two who wait cannot keep each other waiting.
 */
export class PlaceInLine {
  readonly #table: PoolTable;
  readonly #options: LineOptions;
  readonly #place: OwnPlace;

  /** @throws RegattaError LINE_INVALID when minimum and maximum do not fit together. */
  constructor(table: PoolTable, options: LineOptions) {
    checkOptions(options);
    this.#table = table;
    this.#options = options;
    this.#place = new OwnPlace(table, Math.min(PLACE_MS, options.durationMs));
  }

  /**
   * Looks at the pool with one strongly consistent Query (a second one after a lost race) and takes what is due. While
   * it waits, looking also keeps its place: at least every 20 s.
   * @throws RegattaError as AWS failed, with no account taken; the place in the line stands until its deadline.
   */
  async look(options: LookOptions): Promise<Look> {
    const asking = { ...this.#options, ...options };
    if (missing(asking) === 0) void this.#place.leave();
    if (options.want <= 0) return this.#lookForOthers(asking);
    const first = await this.#lookOnce(asking);
    return first.again ? (await this.#lookOnce(asking)).look : first.look;
  }

  /** Gives the place in the line up, if there is one. Accounts taken stay the caller's. Never throws. */
  leave(): Promise<void> {
    return this.#place.leave();
  }

  /** Where nobody waits the line alone is read, which costs next to nothing. */
  async #lookForOthers(asking: Asking): Promise<Look> {
    const waiters = await this.#table.waiters();
    const nobody = lineOf([], waiters, this.#table.time.earliest()).length === 0;
    if (nobody) return { leases: [], surplus: 0, accounts: [], line: [] };
    const pool = await readPool(this.#table);
    const { surplus } = standingOf(pool, asking);
    return { leases: [], surplus, accounts: pool.accounts, line: pool.line };
  }

  /** @returns the look, and whether another one now may get what this one did not. */
  async #lookOnce(asking: Asking & LineOptions): Promise<{ look: Look; again: boolean }> {
    const startedAt = this.#table.clock.monotonic();
    const pool = await readPool(this.#table);
    const tookMs = this.#table.clock.monotonic() - startedAt;
    this.#place.seen(pool.waiters);
    const standing = standingOf(pool, asking, this.#place.current);
    const leases = await this.#take(asking, standing, tookMs);
    if (leases.length > 0) void this.#place.leave();
    const { accounts, line } = pool;
    const look: Look = { leases, surplus: standing.surplus, accounts, line };
    if (leases.length > 0 || standing.needs === 0) return { look, again: false };
    await this.#place.stand(asking, pool.waiters);
    look.waiting = this.#waitingFor(pool, standing);
    return { look, again: standing.isComplete };
  }

  #waitingFor({ accounts }: PoolAndLine, standing: Standing): WaitingFor {
    const estimateMs = estimateWait(accounts, standing, this.#table.time.earliest());
    const { position, rivals } = standing;
    return { position, of: rivals.length + 1, ...(estimateMs === undefined ? {} : { estimateMs }) };
  }

  async #take(asking: Asking & LineOptions, standing: Standing, tookMs: number): Promise<Lease[]> {
    const { needs, share, spare, rivals, isComplete } = standing;
    const inTurn = needs > 0 && this.#place.current !== undefined;
    // Newcomers take nothing while others wait: all of them would take the share behind the last one seen.
    if (needs > 0 && !(isComplete && (inTurn || rivals.length === 0))) return [];
    // To who has no place its share is the same as to all others who have none.
    const candidates = inTurn
      ? this.#cheapestFirst(asking, share, spare)
      : this.#cheapestFirst(asking, [], [...share, ...spare]);
    if (candidates.length === 0) return [];
    if (!inTurn) await this.#letOthersGoFirst(asking, tookMs * Math.min(1, CROWD / candidates.length));
    const { runId, holder, durationMs, minimum } = asking;
    return takeTogether(this.#table, {
      candidates,
      least: needs,
      most: Math.min(asking.want, candidates.length),
      request: { runId, holder, durationMs, minimum },
      afresh: !inTurn,
    });
  }

  // Of equals its own share first, for which nobody else comes.
  #cheapestFirst(
    { costOf = () => 0 }: LineOptions,
    share: readonly PoolAccount[],
    spare: readonly PoolAccount[],
  ): PoolAccount[] {
    const { random } = this.#table;
    const cost = new Map([...share, ...spare].map((account) => [account, costOf(account)]));
    const of = (account: PoolAccount) => cost.get(account) ?? 0;
    const rest = spare.map((account) => ({ account, tie: random() })).sort((a, b) => a.tie - b.tie);
    return [...share, ...rest.map(({ account }) => account)].sort((a, b) => of(a) - of(b));
  }

  // Who names its accounts has hardly any rivals.
  async #letOthersGoFirst({ only }: Meant, tookMs: number): Promise<void> {
    if (only) return;
    const { clock, random } = this.#table;
    const ms = random() * Math.min(MOST_SPREAD_MS, SPREAD * tookMs);
    if (ms >= 1) await clock.sleep(ms);
  }
}

function checkOptions({ minimum, maximum }: LineOptions): void {
  if (Number.isInteger(minimum) && minimum >= 1 && minimum <= maximum) return;
  throw new RegattaError(`A run cannot wait for ${minimum} to ${maximum} accounts.`, {
    code: "LINE_INVALID",
    source: "user",
    nextStep: "Ask for at least one account, and for no fewer at most than at least.",
  });
}
