import type { AccountState } from "./account-state.ts";
import type { Copies } from "./copies.ts";
import { type Entry, runsIn } from "./entry.ts";
import type { FileGroups } from "./file-groups.ts";
import type { Gathering } from "./gathering.ts";
import { isPlain } from "./needs.ts";
import { anyOf, oneOf, type Places } from "./places.ts";

export interface DemandOptions {
  accounts: ReadonlyMap<string, AccountState>;
  files: FileGroups;
  /** Files that were started and have no final result. */
  started: ReadonlySet<Entry>;
  places: Places;
  gathering: Gathering;
  /** Undefined where no file gets a second copy. */
  copies: Copies | undefined;
  /** Whether a file that fails is tried again. */
  hasRetries: boolean;
}

/** Which accounts are still wanted. Of those with nothing to do no more are kept than there may be work for. */
export class Demand {
  readonly #options: DemandOptions;

  constructor(options: DemandOptions) {
    this.#options = options;
  }

  /** Whether there is, or may come, something to do for an account. */
  isFor(account: AccountState, now: number): boolean {
    const { accounts, gathering } = this.#options;
    if (gathering.has(account)) return true;
    const wanted = this.#wanted(account, now);
    if (wanted === 0) return this.#isSpare(account, now);
    const idle = [...accounts.values()].filter(({ isIdle }) => isIdle);
    if (wanted >= idle.length) return true;
    let rivals = 0;
    for (const other of idle) if (rivals <= wanted && this.#wanted(other, now) > 0) rivals++;
    return rivals <= wanted || this.#isSpare(account, now);
  }

  /** How many accounts such as this one are wanted for what waits or is late; Infinity where one more always is. */
  #wanted(account: AccountState, now: number): number {
    const { files, places, gathering, copies } = this.#options;
    const gathers = gathering.wanted(now);
    let wanted = gathers && places.suits(account, gathers) ? gathers.needs.accounts : 0;
    for (const group of files) {
      const { needs } = group;
      if (!places.suits(account, anyOf(group, now))) continue;
      if (isPlain(needs) || !account.has(needs)) return Number.POSITIVE_INFINITY;
      wanted += needs.accounts * (needs.locks.length > 0 ? 1 : group.waiting);
    }
    return wanted + (copies?.demandFor(account, now) ?? 0);
  }

  /** One of the last two accounts stays for what still runs in the other and may fail there. */
  #isSpare(account: AccountState, now: number): boolean {
    const { accounts, files, started, places, hasRetries } = this.#options;
    if (!hasRetries || accounts.size > 2) return false;
    return [...started].some(
      (entry) =>
        !runsIn(entry, account.name) && places.could(account, oneOf(files.groupFor(entry), entry, now)),
    );
  }
}
