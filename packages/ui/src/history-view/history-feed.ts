import { type Clock, systemClock } from "@regatta/foundation";
import type { RunStats } from "@regatta/stats";
import type { Feed } from "../live/feed.ts";
import type { HistoryAsked, HistorySource } from "./history-source.ts";

/** From one look for later runs to the next, ms. */
const LOOK_MS = 30_000;
/** The whole is read again so seldom where nothing seems to have ended, ms: a record may come late. */
const ANEW_MS = 15 * 60_000;
const USUAL = "30d";

/**
 * What the History tab shows. All records are read once; then a look every half a minute asks for what ended since, which costs
 * next to nothing, and only if there is something are all of them read again.
 */
export function historyFeed(source: HistorySource, clock: Clock = systemClock): Feed {
  return {
    name: "history",
    everyMs: LOOK_MS,
    open: (parameters) => {
      const asked = askedBy(parameters);
      let known: { stats: RunStats; document: Record<string, RunStats>; at: number } | undefined;
      let generation = 0;
      return async () => {
        const isOld = !known || clock.monotonic() - known.at >= ANEW_MS;
        if (known && !isOld && !(await source.hasLater(known.stats.lastAt ?? known.stats.from)))
          return known.document;
        const stats = await source.stats(asked);
        // A later run moves everything in it: sending it anew is less than sending what is different.
        known = { stats, document: { [++generation]: stats }, at: clock.monotonic() };
        return known.document;
      };
    },
  };
}

function askedBy(parameters: URLSearchParams): HistoryAsked {
  const [suite, branch] = [parameters.get("suite"), parameters.get("branch")];
  return {
    since: parameters.get("since") ?? USUAL,
    ...(suite ? { suite } : {}),
    ...(branch ? { branch } : {}),
  };
}
