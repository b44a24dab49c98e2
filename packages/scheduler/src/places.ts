import type { AccountState } from "./account-state.ts";
import type { Entry } from "./entry.ts";
import type { FileGroup } from "./file-group.ts";

export interface PlacesOptions {
  accounts: ReadonlyMap<string, AccountState>;
  canFreshen: boolean;
}

/** What an account has to be good for: a group of files, or one of them. */
export type Wanted = Pick<FileGroup, "needs" | "failedIn"> & { fits: (account: AccountState) => boolean };

/** Which files could run where. Changes nothing. */
export class Places {
  readonly #accounts: ReadonlyMap<string, AccountState>;
  readonly #canFreshen: boolean;

  constructor({ accounts, canFreshen }: PlacesOptions) {
    this.#accounts = accounts;
    this.#canFreshen = canFreshen;
  }

  /** Whether such a file could run here, now or once more services are up or other files have ended. */
  could(account: AccountState, { needs, fits }: Wanted): boolean {
    const isFreshEnough = !needs.isExclusive || this.#canFreshen || !account.isTouched;
    return !account.isLeaving && isFreshEnough && account.mayHave(needs) && fits(account);
  }

  /** Whether such a file is to run here at all: not where it failed, as long as enough other accounts could take it. */
  suits(account: AccountState, wanted: Wanted): boolean {
    if (!this.could(account, wanted)) return false;
    if (!wanted.failedIn.has(account.name)) return true;
    return (
      this.#count((other) => !wanted.failedIn.has(other.name) && this.could(other, wanted)) <
      wanted.needs.accounts
    );
  }

  /** The same, with everything it needs up here. */
  isReady(account: AccountState, wanted: Wanted): boolean {
    return account.has(wanted.needs) && this.suits(account, wanted);
  }

  /** Whether there are accounts enough for such a file, now or later. */
  couldAnywhere(wanted: Wanted): boolean {
    return this.#count((account) => this.could(account, wanted)) >= wanted.needs.accounts;
  }

  /** Whether accounts enough have everything for such a file, whatever runs there now. */
  areReady(wanted: Wanted): boolean {
    return this.#count((account) => this.isReady(account, wanted)) >= wanted.needs.accounts;
  }

  /**
   * Whether an account no file has touched is kept for exclusive files: it cannot be made fresh again, and there are
   * not more such accounts than such files need.
   */
  isKept(account: AccountState, groups: Iterable<FileGroup>, now: number): boolean {
    if (this.#canFreshen || account.isTouched) return false;
    let wanted = 0;
    for (const group of groups) {
      if (!group.needs.isExclusive) continue;
      const files = anyOf(group, now);
      if (this.could(account, files) && this.couldAnywhere(files))
        wanted += group.waiting * group.needs.accounts;
    }
    return wanted > 0 && this.#count(({ isTouched }) => !isTouched) <= wanted;
  }

  #count(isMeant: (account: AccountState) => boolean): number {
    let count = 0;
    for (const account of this.#accounts.values()) if (isMeant(account)) count++;
    return count;
  }
}

/** Any file of a group that waits. */
export function anyOf(group: FileGroup, now: number): Wanted {
  const { needs, failedIn } = group;
  const fits = (account: AccountState) =>
    account.endsAt === undefined || group.firstThat((entry) => account.hasTimeFor(entry, now)) !== undefined;
  return { needs, failedIn, fits };
}

/** One file, whether or not it waits. */
export function oneOf({ needs, failedIn }: FileGroup, entry: Entry, now: number): Wanted {
  return { needs, failedIn, fits: (account) => account.hasTimeFor(entry, now) };
}
