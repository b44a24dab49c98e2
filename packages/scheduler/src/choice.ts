import type { AccountState } from "./account-state.ts";
import type { Entry } from "./entry.ts";
import type { FileGroup } from "./file-group.ts";
import type { FileGroups } from "./file-groups.ts";
import type { Gathering } from "./gathering.ts";
import type { Locks } from "./locks.ts";
import { anyOf, oneOf, type Places } from "./places.ts";

export interface ChoiceOptions {
  files: FileGroups;
  places: Places;
  locks: Locks;
  gathering: Gathering;
  /** Whether files start in the order given instead of longest first. */
  inOrder: boolean;
}

/** Which of the files that wait is next for an account. Changes nothing. */
export class Choice {
  readonly #options: ChoiceOptions;

  constructor(options: ChoiceOptions) {
    this.#options = options;
  }

  /** The file that is to run, or to gather accounts beginning with this one. */
  for(account: AccountState, now: number): Entry | undefined {
    const { files, places, inOrder } = this.#options;
    const pick = (group: FileGroup) => this.#pick(account, group, now);
    const exclusive = (group: FileGroup) => (group.needs.isExclusive ? pick(group) : undefined);
    if (places.isKept(account, files, now)) return files.first(exclusive);
    // What no file has touched spares a cleaning.
    const first = account.isTouched || inOrder ? undefined : files.first(exclusive);
    return first ?? files.first(pick);
  }

  #pick(account: AccountState, group: FileGroup, now: number): Entry | undefined {
    const { places, locks, gathering } = this.#options;
    if (!locks.areFree(group.needs) || !places.isReady(account, anyOf(group, now))) return undefined;
    const entry = group.firstThat((one) => account.hasTimeFor(one, now));
    if (!entry || !mustGather(entry, account)) return entry;
    return !gathering.entry && places.areReady(oneOf(group, entry, now)) ? entry : undefined;
  }
}

/** Whether the file cannot simply be started in an account that has room. */
export function mustGather({ needs }: Entry, { isIdle }: AccountState): boolean {
  return needs.accounts > 1 || (needs.isExclusive && !isIdle);
}
