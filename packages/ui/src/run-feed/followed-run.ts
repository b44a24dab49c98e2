import { collectLiveReport, collectReport, liveReportAt, type ReportData } from "@regatta/report";
import { EventFile } from "./event-file.ts";
import { isUnderWay } from "./is-under-way.ts";
import type { ProcessState, ProcessWatch } from "./process-watch.ts";

/** One run, as far as it is known. */
export class FollowedRun {
  readonly id: string;
  readonly #file: EventFile;
  readonly #processes: ProcessWatch;
  #report: ReportData | undefined;

  /** @param options.events the file of its events. */
  constructor({ id, events, processes }: { id: string; events: string; processes: ProcessWatch }) {
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

function wholeSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}
