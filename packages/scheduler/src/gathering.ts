import type { AccountState } from "./account-state.ts";
import type { Entry } from "./entry.ts";
import type { Wanted } from "./places.ts";

/**
 * A file that needs more than one account at once, or one without anything else in it, and the accounts it has so far:
 * these take nothing meanwhile. One file at a time gathers, so that no two can wait for each other's accounts; what
 * runs in the accounts it still lacks ends by itself.
 */
export class Gathering {
  readonly entry: Entry;
  readonly wanted: (now: number) => Wanted;
  readonly #accounts = new Set<AccountState>();

  constructor(entry: Entry, wanted: (now: number) => Wanted) {
    this.entry = entry;
    this.wanted = wanted;
  }

  /** How many accounts it still lacks. */
  get missing(): number {
    return this.entry.needs.accounts - this.#accounts.size;
  }

  has(account: AccountState): boolean {
    return this.#accounts.has(account);
  }

  add(account: AccountState): void {
    this.#accounts.add(account);
  }

  /** Lets go of accounts that will not do any more. */
  keep(isGood: (account: AccountState) => boolean): void {
    for (const account of this.#accounts) if (!isGood(account)) this.#accounts.delete(account);
  }

  /** Its accounts once they are all there, in the order they came. */
  get complete(): AccountState[] | undefined {
    const accounts = [...this.#accounts];
    const isQuiet = !this.entry.needs.isExclusive || accounts.every(({ isIdle }) => isIdle);
    return this.missing === 0 && isQuiet ? accounts : undefined;
  }
}
