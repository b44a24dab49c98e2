import type { Schedule } from "@regatta/scheduler";
import type { AccountWorkers } from "./account-workers.ts";

/** Which accounts are given up for others who wait for some: they get no further file. */
export class Surplus {
  readonly #schedule: Schedule;
  readonly #givenUp = new Set<AccountWorkers>();
  /** How many are to be given up in all, since the run began. */
  wanted = 0;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  has(account: AccountWorkers): boolean {
    return this.#givenUp.has(account);
  }

  /** One that is taken away was not given up. */
  forget(account: AccountWorkers): void {
    this.#givenUp.delete(account);
  }

  /**
   * Chooses of `accounts` as many as are missing, the emptiest first: where one has room, a file has just ended there or
   * none was there. With no file waiting, accounts go by themselves.
   */
  choose(accounts: Iterable<AccountWorkers>): void {
    const all = [...accounts];
    while (this.#givenUp.size < this.wanted && this.#schedule.waiting > 0) {
      const [emptiest] = all
        .filter((account) => !this.#givenUp.has(account) && this.#schedule.roomIn(account.key) > 0)
        .sort((a, b) => this.#schedule.roomIn(b.key) - this.#schedule.roomIn(a.key));
      if (!emptiest) return;
      this.#givenUp.add(emptiest);
    }
  }
}
