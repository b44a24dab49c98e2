import { join } from "node:path";
import { type Clock, systemClock } from "@regatta/foundation";
import { eventsFileName } from "@regatta/run-log";
import type { Feed } from "../live/feed.ts";
import { FollowedRun } from "./followed-run.ts";
import { ProcessWatch } from "./process-watch.ts";
import type { RunEntry, RunFeedData } from "./run-feed-data.ts";
import { RunList } from "./run-list.ts";

export interface RunFeedOptions {
  /** The folder of the runs. */
  folder: string;
  /** A log that is elsewhere, and what it is called. */
  other?: { id: string; events: string };
  clock?: Clock;
}

/** How far apart two looks are, ms. */
const EVERY = 500;

/**
 * A run as it goes, read from its events: the one that the parameter `run` names, or without it the latest, also of those that
 * start later. Nothing but runs in the folder, and the other log, can be asked for.
 */
export function runFeed({ folder, other, clock = systemClock }: RunFeedOptions): Feed {
  const processes = new ProcessWatch();
  const list = new RunList({ folder, processes });
  return {
    name: "run",
    everyMs: EVERY,
    open(parameters) {
      const wanted = parameters.get("run");
      let run: FollowedRun | undefined;
      let before: RunFeedData | undefined;
      return async () => {
        const runs = await list.read(clock.now());
        if (other) runs.push(await list.readOne(other.id, other.events, clock.now()));
        const shown = wanted === null ? runs[0]?.id : runs.find(({ id }) => id === wanted)?.id;
        if (shown === undefined) run = undefined;
        else if (shown !== run?.id) {
          const events = shown === other?.id ? other.events : join(folder, shown, eventsFileName);
          run = new FollowedRun({ id: shown, events, processes });
        }
        const report = await run?.look(clock.now());
        if (before && before.report === report && before.shown === shown && isSame(before.runs, runs))
          return before;
        before = { runs, ...(shown === undefined ? {} : { shown }), ...(report ? { report } : {}) };
        return before;
      };
    },
  };
}

function isSame(before: readonly RunEntry[], after: readonly RunEntry[]): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
