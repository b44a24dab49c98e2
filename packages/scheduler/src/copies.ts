import type { AccountState } from "./account-state.ts";
import { type Entry, runsIn } from "./entry.ts";
import type { FileGroups } from "./file-groups.ts";
import { isPlain } from "./needs.ts";
import { oneOf, type Places } from "./places.ts";

export interface CopiesOptions {
  /** Files that were started and have no final result. */
  started: ReadonlySet<Entry>;
  files: FileGroups;
  places: Places;
}

/**
 * Second copies of files that are late, in accounts that have nothing else to do. Changes nothing.
 *
 * Backup copies of stragglers: Dean and Ghemawat, MapReduce (2004), section 3.6.
 */
export class Copies {
  readonly #options: CopiesOptions;

  constructor(options: CopiesOptions) {
    this.#options = options;
  }

  /** Of the files that are late by now and may be copied to the account, the one that is so the longest. */
  for(account: AccountState, now: number): Entry | undefined {
    let found: { entry: Entry; at: number } | undefined;
    for (const entry of this.#options.started) {
      const at = lateAt(entry);
      if (at === undefined || at > now || (found && at >= found.at)) continue;
      if (this.#mayCopy(entry, account, now)) found = { entry, at };
    }
    return found?.entry;
  }

  /** How many files that run may come to want a copy in such an account. */
  demandFor(account: AccountState, now: number): number {
    let demand = 0;
    for (const entry of this.#options.started) {
      if (mayBeLate(entry) && this.#mayCopy(entry, account, now)) demand++;
    }
    return demand;
  }

  /** How long until the next file that runs will be late, ms; undefined when none will. */
  nextLateMs(now: number): number | undefined {
    let next: number | undefined;
    for (const entry of this.#options.started) {
      const at = lateAt(entry);
      if (at !== undefined && at > now) next = Math.min(next ?? at, at);
    }
    return next === undefined ? undefined : next - now;
  }

  #mayCopy(entry: Entry, account: AccountState, now: number): boolean {
    const { files, places } = this.#options;
    const group = files.groupFor(entry);
    if (runsIn(entry, account.name) || group.failedIn.has(account.name)) return false;
    return !places.isKept(account, files, now) && places.isReady(account, oneOf(group, entry, now));
  }
}

/**
 * Whether a file may come to want a copy: not one that has it, whose verdict is about to come, of which nothing is
 * known, or where a second one would do harm.
 */
function mayBeLate({ attempts, needs, lateMs }: Entry): boolean {
  const [attempt, another] = attempts;
  return attempt !== undefined && !another && !attempt.hasLeft && isPlain(needs) && lateMs !== undefined;
}

/** When such a file is late, ms of the clock its start was told by; undefined for others, and for one that is not taken yet. */
function lateAt(entry: Entry): number | undefined {
  const [attempt] = entry.attempts;
  if (attempt?.startedAt === undefined || entry.lateMs === undefined || !mayBeLate(entry)) return undefined;
  return attempt.startedAt + entry.lateMs;
}
