import type { Attempt, Entry } from "./entry.ts";
import { isPlain } from "./needs.ts";

/**
 * When a file that runs is late, ms of the clock its start was told by. Undefined where it gets no second copy: it has
 * one, its verdict is about to come, nothing is known of it, or a second one would do harm.
 *
 * Backup copies of stragglers: Dean and Ghemawat, MapReduce (2004), section 3.6.
 */
export function lateAt(entry: Entry): number | undefined {
  const [attempt, another] = entry.attempts;
  if (!attempt || another || attempt.hasLeft || !isPlain(entry.needs)) return undefined;
  return entry.lateMs === undefined ? undefined : attempt.startedAt + entry.lateMs;
}

/** Of the files that are late by now and may be copied, the one that is so the longest. */
export function latest(
  entries: Iterable<Entry>,
  now: number,
  mayCopy: (entry: Entry) => boolean,
): Entry | undefined {
  let found: { entry: Entry; at: number } | undefined;
  for (const entry of entries) {
    const at = lateAt(entry);
    if (at !== undefined && at <= now && (!found || at < found.at) && mayCopy(entry)) found = { entry, at };
  }
  return found?.entry;
}

/** How long until the next file that runs will be late, ms; undefined when none will. */
export function nextLateMs(entries: Iterable<Entry>, now: number): number | undefined {
  let next: number | undefined;
  for (const entry of entries) {
    const at = lateAt(entry);
    if (at !== undefined && at > now) next = Math.min(next ?? at, at);
  }
  return next === undefined ? undefined : next - now;
}

/** Whether an attempt runs in an account. */
export function isIn(attempts: Iterable<Attempt>, account: string): boolean {
  for (const { accounts } of attempts) if (accounts.includes(account)) return true;
  return false;
}
