import { closeSync, mkdirSync, openSync, rmSync, symlinkSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Clock, systemClock } from "@regatta/foundation";
import type { RunEvent, RunEventInput } from "./run-event.ts";
import { RunState } from "./run-state.ts";

/** The name of the file of events in a run's folder. */
export const eventsFileName = "events.jsonl";

export type RunEventListener = (event: RunEvent, state: RunState) => void;

/** The events of the run under way, written as they happen. */
export class RunLog {
  /** What the events so far add up to. */
  readonly state = new RunState();
  readonly directory: string;
  readonly #fd: number;
  readonly #clock: Clock;
  readonly #listeners = new Set<RunEventListener>();
  #closed = false;

  /**
   * Begins the log of a run, and points `latest` beside it at its folder.
   * @param directory the run's folder; made when missing.
   * @throws the file system's error when it cannot be written.
   */
  static open({ directory, clock = systemClock }: { directory: string; clock?: Clock }): RunLog {
    mkdirSync(directory, { recursive: true });
    pointLatestAt(directory);
    return new RunLog(directory, clock);
  }

  private constructor(directory: string, clock: Clock) {
    this.directory = directory;
    this.#clock = clock;
    this.#fd = openSync(join(directory, eventsFileName), "a");
  }

  /**
   * Writes an event and tells the listeners. The line is with the operating system when this returns, so a killed
   * process loses none; after `close` it is dropped.
   */
  append(input: RunEventInput): void {
    if (this.#closed) return;
    const event: RunEvent = { at: this.#clock.now(), ...input };
    writeSync(this.#fd, `${JSON.stringify(event)}\n`);
    this.state.apply(event);
    for (const listener of this.#listeners) listener(event, this.state);
  }

  /** Calls the listener after every event from now on. @returns what ends it. */
  subscribe(listener: RunEventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#fd);
  }
}

// A convenience for people: on file systems without links there is simply no `latest`.
function pointLatestAt(directory: string): void {
  const link = join(dirname(directory), "latest");
  try {
    rmSync(link, { force: true });
    symlinkSync(basename(directory), link);
  } catch {}
}
