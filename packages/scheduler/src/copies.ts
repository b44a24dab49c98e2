import type { Attempt, Entry } from "./entry.ts";
import { isPlain } from "./needs.ts";

/**
 * Whether a file may come to want a second copy: not one that has it, whose verdict is about to come, of which nothing is
 * known, or where a second one would do harm.
 *
 * Backup copies of stragglers: Dean and Ghemawat, MapReduce (2004), section 3.6.
 */
export function mayBeLate({ attempts, needs, lateMs }: Entry): boolean {
  const [attempt, another] = attempts;
  return attempt !== undefined && !another && !attempt.hasLeft && isPlain(needs) && lateMs !== undefined;
}

/** When such a file is late, ms of the clock its start was told by; undefined for others, and for one that is not taken yet. */
function lateAt(entry: Entry): number | undefined {
  const [attempt] = entry.attempts;
  if (attempt?.startedAt === undefined || entry.lateMs === undefined || !mayBeLate(entry)) return undefined;
  return attempt.startedAt + entry.lateMs;
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
