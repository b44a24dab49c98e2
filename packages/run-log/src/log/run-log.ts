import { closeSync, mkdirSync, openSync, renameSync, rmSync, symlinkSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Clock, messageOf, RegattaError, systemClock } from "@regatta/foundation";
import { logVersion, type RunEvent, type RunEventInput } from "../events/run-event.ts";
import { RunState } from "../state/run-state.ts";

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
  #seq = 0;
  #closed = false;

  /**
   * Begins the log of a run, and points `latest` beside it at its folder.
   * @param directory the run's folder; made when missing.
   * @throws RegattaError RUN_LOG_NOT_WRITABLE when it cannot be written.
   */
  static open({ directory, clock = systemClock }: { directory: string; clock?: Clock }): RunLog {
    try {
      mkdirSync(directory, { recursive: true });
      const log = new RunLog(directory, clock);
      pointLatestAt(directory);
      return log;
    } catch (cause) {
      throw new RegattaError(`The events of the run cannot be written: ${messageOf(cause)}`, {
        code: "RUN_LOG_NOT_WRITABLE",
        source: "user",
        nextStep: "Make the folder writable, or choose another one: `output.directory` in the configuration.",
        cause,
      });
    }
  }

  private constructor(directory: string, clock: Clock) {
    this.directory = directory;
    this.#clock = clock;
    this.#fd = openSync(join(directory, eventsFileName), "a");
  }

  /**
   * Writes an event and tells the listeners, in the order of the calls. The line is with the operating system when
   * this returns, so a killed process loses none; after `close` it is dropped.
   * @throws the file system's error when the disk is full, say.
   */
  append(input: RunEventInput): void {
    if (this.#closed) return;
    const event = this.#stored(input);
    writeWhole(this.#fd, `${JSON.stringify(event)}\n`);
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

  #stored(input: RunEventInput): RunEvent {
    const stamp = { seq: this.#seq++, at: this.#clock.now() };
    return input.kind === "run-started" ? { ...stamp, logVersion, ...input } : { ...stamp, ...input };
  }
}

// A write may take only a part, and half a line in the middle would make the whole log unreadable.
function writeWhole(fd: number, line: string): void {
  const bytes = Buffer.from(line);
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}

// A convenience for people: on file systems without links there is simply no `latest`. Renamed into place, so that
// of two runs that start at once one wins, and there is always a link.
function pointLatestAt(directory: string): void {
  const draft = `${directory}.latest`;
  try {
    symlinkSync(basename(directory), draft);
    renameSync(draft, join(dirname(directory), "latest"));
  } catch {
    rmSync(draft, { force: true });
  }
}
