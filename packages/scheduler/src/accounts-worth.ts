import { median } from "./durations.ts";
import { makespan } from "./makespan.ts";

export interface AccountsToWeigh {
  /** How long each file is expected to take, ms; undefined where that is not known. */
  expectedMs: ReadonlyArray<number | undefined>;
  /**
   * How long each account takes until it can run a file, ms, in the order in which they would be had: as many as may be
   * had at most, at least one.
   */
  setupMs: readonly number[];
  /** How many files run in one account at the same time; default 1. */
  filesPerAccount?: number;
  /** The fewest it may be, for other reasons; default 1. */
  atLeast?: number;
}

export interface AccountsWorth {
  accounts: number;
  /**
   * Why no more. `unknown`: no file's length is known, so it is all that may be had. `longest`: one file alone takes as
   * long. `little`: further ones save too little. `dear`: they save less than they take to set up. `most`: no more may
   * be had.
   */
  because: "unknown" | "longest" | "little" | "dear" | "most";
  /** From now until the last file has ended, ms. */
  makespanMs: number;
  /** The same with one account, ms. */
  aloneMs: number;
  /** What one more account would change. */
  next: AccountsStep;
  /** What each account up to there changes, the second first. */
  steps: AccountsStep[];
}

/** What an account changes where there are all but one of so many. */
export interface AccountsStep {
  accounts: number;
  /** Of wall clock, ms. */
  savesMs: number;
  /** Of account time, ms. */
  costsMs: number;
}

/** What every further account must save at least, as a share of the run. */
const LEAST_SHARE = 0.02;
// Closer to the longest file than this, and it is the longest file that counts.
const AT_THE_LIMIT = 1.01;

/**
 * How many accounts a run is worth. Every account costs the time it takes to be set up (files take their time wherever
 * they run), and saves wall clock: further accounts are taken as long as together they save more than they cost, and
 * 2 % of the run each. Several may be needed to save anything, as with few files of equal length.
 *
 * The run's length is that of list scheduling, longest file first. Files of unknown length count as the median. Pure.
 */
export function accountsWorth({
  expectedMs,
  setupMs,
  filesPerAccount = 1,
  atLeast = 1,
}: AccountsToWeigh): AccountsWorth {
  const run = new WeighedRun({ expectedMs, setupMs, filesPerAccount });
  const most = setupMs.length;
  const knowsNothing = run.isUnknown;
  let accounts = knowsNothing ? most : Math.min(Math.max(1, atLeast), most);
  for (let more = knowsNothing ? 0 : run.worthwhile(accounts); more > 0; more = run.worthwhile(accounts)) {
    accounts += more;
  }
  return {
    accounts,
    because: knowsNothing ? "unknown" : run.whyNoMore(accounts),
    makespanMs: run.makespanMs(accounts),
    aloneMs: run.makespanMs(1),
    next: run.step(accounts),
    steps: Array.from({ length: accounts - 1 }, (_, i) => run.step(i + 1)),
  };
}

class WeighedRun {
  readonly isUnknown: boolean;
  /** The longest first. */
  readonly #lengths: number[];
  readonly #sum: number;
  readonly #setupMs: readonly number[];
  readonly #slots: number;
  readonly #known = new Map<number, number>();

  constructor({ expectedMs, setupMs, filesPerAccount }: Required<Omit<AccountsToWeigh, "atLeast">>) {
    const typical = median(expectedMs.filter((ms) => ms !== undefined));
    this.isUnknown = typical === undefined && expectedMs.length > 0;
    this.#lengths = expectedMs.map((ms) => ms ?? typical ?? 0).sort((a, b) => b - a);
    this.#sum = this.#lengths.reduce((sum, ms) => sum + ms, 0);
    this.#setupMs = setupMs;
    this.#slots = filesPerAccount;
  }

  /** Of the account that is had when there are so many already; of one beyond all as long as the last. */
  setupMs(accounts: number): number {
    return this.#setupMs[accounts] ?? this.#setupMs.at(-1) ?? 0;
  }

  makespanMs(accounts: number): number {
    const known = this.#known.get(accounts);
    if (known !== undefined) return known;
    const freeAtMs = Array.from({ length: accounts * this.#slots }, (_, slot) =>
      this.setupMs(Math.floor(slot / this.#slots)),
    );
    const ms = makespan(this.#lengths, freeAtMs);
    this.#known.set(accounts, ms);
    return ms;
  }

  saves(accounts: number, more: number): number {
    return this.makespanMs(accounts) - this.makespanMs(accounts + more);
  }

  /** From so many accounts to one more. */
  step(accounts: number): AccountsStep {
    return { accounts: accounts + 1, savesMs: this.saves(accounts, 1), costsMs: this.setupMs(accounts) };
  }

  /** How many more accounts are worth it, the fewest; 0 when none are. */
  worthwhile(accounts: number): number {
    const now = this.makespanMs(accounts);
    let costs = 0;
    for (let more = 1; accounts + more <= this.#setupMs.length; more++) {
      costs += this.setupMs(accounts + more - 1);
      const wanted = Math.max(costs, more * LEAST_SHARE * now);
      // With still more it can only be worse: what they must save grows, and no schedule is below the bound.
      if (now - this.#boundMs(this.#setupMs.length) < wanted) return 0;
      if (now - this.#boundMs(accounts + more) < wanted) continue;
      const saved = this.saves(accounts, more);
      if (saved > 0 && saved >= wanted) return more;
    }
    return 0;
  }

  /** No schedule is shorter. */
  #boundMs(accounts: number): number {
    return Math.max(this.#lengths[0] ?? 0, this.#sum / (accounts * this.#slots));
  }

  whyNoMore(accounts: number): AccountsWorth["because"] {
    const ms = this.makespanMs(accounts);
    if (ms <= AT_THE_LIMIT * (this.setupMs(0) + (this.#lengths[0] ?? 0))) return "longest";
    if (accounts >= this.#setupMs.length) return "most";
    return this.setupMs(accounts) > LEAST_SHARE * ms ? "dear" : "little";
  }
}
