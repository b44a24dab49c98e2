import { accountKey, canBeLeased, isMeant, type Pool, type PoolAccount } from "@regatta/accounts";
import type { FleetUser, Wish } from "../fleet/fleet-user.ts";
import { howManyToWarm } from "./how-many-to-warm.ts";

export interface WarmTargetsOptions {
  pool: Pool;
  /** What it would take to get an account ready, ms; nothing for one that is warm. */
  costOf: (account: PoolAccount) => number;
  /** How many accounts are to be warm in the end, those that are already included; all when left out. */
  count?: number | undefined;
  /** How many available accounts are left to others at any time. */
  leave: number;
}

/** Idle accounts that are brought up to date, for as long as others have enough left. */
export class WarmTargets implements FleetUser {
  readonly #options: WarmTargetsOptions;
  readonly #tried = new Set<string>();
  readonly #underWay = new Set<string>();
  #succeeded = 0;
  #failed = 0;
  #done = false;

  constructor(options: WarmTargetsOptions) {
    this.#options = options;
  }

  async wish(): Promise<Wish> {
    const { pool, costOf, count, leave } = this.#options;
    const accounts = await pool.list();
    const available = accounts.filter((account) => isMeant(account, undefined) && canBeLeased(account));
    const cold = available.filter((account) => costOf(account) > 0);
    const untried = cold.filter((account) => !this.#tried.has(accountKey(account)));
    const wished = howManyToWarm({
      available: available.length,
      warm: available.length - cold.length,
      untried: untried.length,
      underWay: this.#underWay.size,
      succeeded: this.#succeeded,
      failed: this.#failed,
      count,
      leave,
    });
    // What comes of those under way decides about the others.
    this.#done = wished === 0 && this.#underWay.size === 0;
    return { count: wished, only: untried.map(accountKey) };
  }

  isDone(): boolean {
    return this.#done;
  }

  taken(account: string): void {
    this.#tried.add(account);
    this.#underWay.add(account);
  }

  ready(): "hand-back" {
    this.#succeeded++;
    return "hand-back";
  }

  failed(): "hand-back" {
    this.#failed++;
    return "hand-back";
  }

  gone(account: string): void {
    this.#underWay.delete(account);
  }

  // Others have them: that is what they are for.
  noMore(): undefined {
    this.#done = true;
  }
}
