import { type Clock, systemClock } from "@regatta/foundation";
import type { Feed } from "../live/feed.ts";
import { newestOf } from "./newest-of.ts";
import type { PoolSource } from "./pool-source.ts";
import type { PoolView } from "./pool-view.ts";
import { viewAccount, viewWaiting } from "./view-account.ts";

/** The shortest time from one look to the next, ms. */
const LEAST_MS = 5_000;
const MOST_MS = 60_000;
// A pool is one partition of the table, which serves 3,000 read units a second: pages take a thirtieth of it at most.
const UNITS_PER_SECOND = 100;

/**
 * What the Pool tab shows: the pool, looked at every five seconds while a page shows it, more seldom where a look costs more
 * than 500 read units.
 */
export function poolFeed(source: PoolSource, clock: Clock = systemClock): Feed {
  return {
    name: "pool",
    everyMs: LEAST_MS,
    open: () => {
      let seen: { view: PoolView; at: number } | undefined;
      return async () => {
        // Half a second, as the looks of the feed do not begin at the very moment.
        if (seen && clock.monotonic() - seen.at < seen.view.everyMs - 500) return seen.view;
        const at = clock.monotonic();
        const found = await lookAt(source);
        seen = { view: seen ? newestOf(seen.view, found) : found, at };
        return seen.view;
      };
    },
  };
}

async function lookAt(source: PoolSource): Promise<PoolView> {
  const glance = await source.glance();
  const { accounts, line, now, readUnits } = glance;
  const views = accounts.map((account) => viewAccount(account, source.nextSteps(account, now)));
  return {
    table: source.table,
    pool: source.pool,
    now,
    accounts: Object.fromEntries(views.map((view) => [view.account, view])),
    line: line.map(viewWaiting),
    findings: await source.findingsOf(glance),
    readUnits,
    everyMs: everyMsFor(readUnits),
  };
}

/** How long after a look the next one comes, ms. @param readUnits what the look cost. */
export function everyMsFor(readUnits: number): number {
  return Math.min(MOST_MS, Math.max(LEAST_MS, Math.ceil((readUnits / UNITS_PER_SECOND) * 1000)));
}
