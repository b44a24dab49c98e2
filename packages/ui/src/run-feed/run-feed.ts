import { join } from "node:path";
import { type Clock, systemClock } from "@regatta/foundation";
import { collectLiveReport, collectReport, liveReportAt, type ReportData } from "@regatta/report";
import { eventsFileName } from "@regatta/run-log";
import type { Feed } from "../live/feed.ts";
import { EventFile } from "./event-file.ts";
import { isUnderWay } from "./is-under-way.ts";
import { type ProcessState, ProcessWatch } from "./process-watch.ts";
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
        if (shown !== run?.id) {
          const events = shown === other?.id ? other?.events : join(folder, shown ?? "", eventsFileName);
          run = shown === undefined ? undefined : new FollowedRun(shown, { events: events ?? "", processes });
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

/** One run, as far as it is known. */
class FollowedRun {
  readonly id: string;
  readonly #file: EventFile;
  readonly #processes: ProcessWatch;
  #report: ReportData | undefined;

  constructor(id: string, { events, processes }: { events: string; processes: ProcessWatch }) {
    this.id = id;
    this.#file = new EventFile(events);
    this.#processes = processes;
  }

  /** @param now ms since the epoch. @returns the same object where nothing has changed. */
  async look(now: number): Promise<ReportData | undefined> {
    // Asked for before it is read: what a process that is gone had to say is there by then.
    const process = this.#process;
    const isNew = await this.#file.readOn();
    const { events, state } = this.#file;
    if (events.length === 0) return undefined;
    const isGoing = !state.finished && isUnderWay({ lastAt: state.lastAt, process }, now);
    if (!isGoing) {
      if (isNew || !this.#report || this.#report.run.underWay) this.#report = collectReport(events, state);
      return this.#report;
    }
    const report = isNew || !this.#report?.run.underWay ? collectLiveReport(events, state) : this.#report;
    const later = liveReportAt(report, state, wholeSecond(now));
    // Within one second nothing but events is new.
    if (!isNew && later.run.durationMs === report.run.durationMs) return report;
    this.#report = later;
    return later;
  }

  get #process(): ProcessState {
    const [first] = this.#file.events;
    return first?.kind === "run-started" ? this.#processes.stateOf(first.pid) : "unknown";
  }
}

function isSame(before: readonly RunEntry[], after: readonly RunEntry[]): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}
