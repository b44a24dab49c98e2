import { appendFileSync, mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { largeRun } from "../../packages/report/dist/testing/large-run.js";

/** A run that goes on when it is told to: its events are written as if it had begun some time ago. */
export class PlayedRun {
  #written = 0;
  #events;
  #path;

  /** @param runs the folder of the runs. @param id the run's. */
  constructor(runs, id, { files = 40, accounts = 6, services = 4 } = {}) {
    const events = largeRun({ files, accounts, services, printed: 400 });
    const shift = Date.now() - events[Math.floor(events.length / 2)].at;
    this.#events = events.map((event) => ({
      ...event,
      at: event.at + shift,
      ...(event.kind === "run-started" ? { runId: id, pid: process.pid } : {}),
    }));
    mkdirSync(join(runs, id), { recursive: true });
    this.#path = join(runs, id, "events.jsonl");
  }

  get length() {
    return this.#events.length;
  }

  /** Goes on to a part of the whole, 1 is its end. */
  goTo(part) {
    const end = Math.round(part * this.length);
    const lines = this.#events.slice(this.#written, end).map((event) => `${JSON.stringify(event)}\n`);
    this.#written = Math.max(this.#written, end);
    appendFileSync(this.#path, lines.join(""));
  }
}

/** A new folder for runs. */
export function runsFolder(folder) {
  return join(mkdtempSync(join(folder, "ui-")), "runs");
}
