import type { AccountState } from "./account-state.ts";
import type { Entry } from "./entry.ts";
import type { FileGroups } from "./file-groups.ts";
import { oneOf, type Places, type Wanted } from "./places.ts";

export interface GatheringOptions {
  files: FileGroups;
  places: Places;
}

/**
 * The file that needs more than one account at once, or one without anything else in it, and the accounts it has so far:
 * these take nothing meanwhile. One file at a time gathers, so that no two can wait for each other's accounts; what
 * runs in the accounts it still lacks ends by itself.
 */
export class Gathering {
  readonly #files: FileGroups;
  readonly #places: Places;
  readonly #accounts = new Set<AccountState>();
  #entry: Entry | undefined;

  constructor({ files, places }: GatheringOptions) {
    this.#files = files;
    this.#places = places;
  }

  /** The file that gathers; undefined when none does. */
  get entry(): Entry | undefined {
    return this.#entry;
  }

  /** What its accounts have to be good for. */
  wanted(now: number): Wanted | undefined {
    return this.#entry && oneOf(this.#files.groupFor(this.#entry), this.#entry, now);
  }

  has(account: AccountState): boolean {
    return this.#accounts.has(account);
  }

  begin(entry: Entry, first: AccountState): void {
    this.#entry = entry;
    this.#accounts.add(first);
  }

  /** Keeps an account for the file where it lacks one. @returns whether the account is kept for it. */
  reserve(account: AccountState, now: number): boolean {
    const wanted = this.wanted(now);
    if (!wanted) return false;
    const isMissing = this.#accounts.size < wanted.needs.accounts;
    if (isMissing && this.#places.isReady(account, wanted)) this.#accounts.add(account);
    return this.has(account);
  }

  /** Lets go of an account. */
  release(account: AccountState): void {
    this.#accounts.delete(account);
  }

  /**
   * Lets go of accounts that will not do any more.
   * @returns the file, which gathers no more, where too few are left that would.
   */
  review(now: number): Entry | undefined {
    const wanted = this.wanted(now);
    if (!wanted) return undefined;
    for (const account of this.#accounts) if (!this.#places.isReady(account, wanted)) this.release(account);
    return this.#places.areReady(wanted) ? undefined : this.stop();
  }

  /** Takes the file and its accounts, in the order they came, once they are all there. */
  take(): { entry: Entry; accounts: AccountState[] } | undefined {
    const accounts = [...this.#accounts];
    const { needs } = this.#entry ?? {};
    if (!needs || accounts.length < needs.accounts) return undefined;
    if (needs.isExclusive && !accounts.every(({ isIdle }) => isIdle)) return undefined;
    const entry = this.stop();
    return entry && { entry, accounts };
  }

  /** @returns the file, which gathers no more. */
  stop(): Entry | undefined {
    const entry = this.#entry;
    this.#entry = undefined;
    this.#accounts.clear();
    return entry;
  }
}
