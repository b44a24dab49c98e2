import { setImmediate } from "node:timers/promises";
import type { Clock } from "@regatta/foundation";
import type { RunEvent } from "../events/run-event.ts";
import type { RunLog } from "../log/run-log.ts";
import type { RunState } from "../state/run-state.ts";
import { type WriteJUnitOptions, writeJUnit } from "./write-junit.ts";

export interface LiveJUnitOptions extends WriteJUnitOptions {
  log: RunLog;
  clock: Clock;
  /** How long it waits after a report before it writes the next one, ms. */
  everyMs?: number;
}

/** Of the run's time, the part that its reports may take at most is one in so many. */
const SPARE = 50;

/**
 * Keeps a JUnit report of the run as it is so far, so that a run that is killed leaves one: files without a result are
 * errors in it. The first is there as soon as the files are known, in the place of what an earlier run left.
 * Nothing waits for it, and what cannot be written is left to the last report to say.
 */
export class LiveJUnit {
  readonly #options: LiveJUnitOptions & { everyMs: number };
  readonly #stop = new AbortController();
  readonly #unsubscribe: () => void;
  #isStale = false;
  #writing: Promise<void> | undefined;

  /** Begins with the next event of the log. */
  constructor(options: LiveJUnitOptions) {
    this.#options = { everyMs: 5_000, ...options };
    this.#unsubscribe = options.log.subscribe((event, state) => {
      if (!told.has(event.kind)) return;
      this.#isStale = true;
      this.#writing ??= this.#writeWhileStale(state);
    });
  }

  /** Writes no more; resolves when nothing is being written. The last report is for the caller to write. */
  async close(): Promise<void> {
    this.#unsubscribe();
    this.#stop.abort();
    await this.#writing;
  }

  async #writeWhileStale(state: RunState): Promise<void> {
    const { clock, everyMs } = this.#options;
    // Whoever said what happened goes on first.
    await setImmediate();
    while (this.#isStale && !this.#stop.signal.aborted) {
      this.#isStale = false;
      const begun = clock.monotonic();
      await writeJUnit(state, this.#options).catch(() => undefined);
      const tookMs = clock.monotonic() - begun;
      await clock.sleep(Math.max(everyMs, tookMs * SPARE), this.#stop.signal).catch(() => undefined);
    }
    this.#writing = undefined;
  }
}

/** What changes a report. */
const told = new Set<RunEvent["kind"]>([
  "files-selected",
  "quarantine",
  "file-started",
  "file-finished",
  "file-cut-off",
  "file-never-run",
  "file-elsewhere",
  "result-refused",
  "account-suspect",
  "leak-found",
]);
