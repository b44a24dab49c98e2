import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunEvent } from "@regatta/run-log";
import { eventFiles, readEvents } from "./run-events.ts";

const CLI = fileURLToPath(new URL("../../../bin/regatta.js", import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

/** The real CLI as a child process, and the events its run writes. */
export class RegattaProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly #directory: string;
  #output = "";
  #stdout = "";

  constructor(directory: string, args: string[], env: NodeJS.ProcessEnv) {
    this.#directory = directory;
    this.child = spawn(process.execPath, [CLI, ...args], {
      cwd: directory,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
      });
    }
    this.child.stdout?.on("data", (text: string) => {
      this.#stdout += text;
    });
    this.ended = once(this.child, "close").then(([code, signal]) => ({ code, signal, output: this.#output }));
  }

  /** What was printed so far, to both streams. */
  get output(): string {
    return this.#output;
  }

  /** What was printed so far to standard output. */
  get stdout(): string {
    return this.#stdout;
  }

  /** The events of this process's run, written so far. */
  events(): RunEvent[] {
    for (const path of eventFiles(this.#directory)) {
      const events = readEvents(path);
      const [first] = events;
      if (first?.kind === "run-started" && first.pid === this.child.pid) return events;
    }
    return [];
  }

  /** Resolves with the first event of a kind that matches; rejects when the process ends without one. */
  async waitFor<K extends RunEvent["kind"]>(
    kind: K,
    matches: (event: Extract<RunEvent, { kind: K }>) => boolean = () => true,
  ): Promise<Extract<RunEvent, { kind: K }>> {
    const find = () =>
      this.events().find(
        (event): event is Extract<RunEvent, { kind: K }> =>
          event.kind === kind && matches(event as Extract<RunEvent, { kind: K }>),
      );
    const stop = new AbortController();
    void this.ended.then(() => stop.abort());
    const changes = watchTree(join(this.#directory, ".regatta"), stop.signal);
    try {
      for (let found = find(); ; found = find()) {
        if (found) return found;
        if (stop.signal.aborted) throw new Error(`no ${kind} in this run:\n${this.#output}`);
        await changes.next();
      }
    } finally {
      stop.abort();
    }
  }
}

const LOOK_ANYWAY_MS = 500;

/** Settles `next()` at the next change below a folder, when the signal aborts, or after half a second. */
function watchTree(directory: string, signal: AbortSignal): { next(): Promise<void> } {
  let changed = () => {};
  let pending = false;
  const tell = () => {
    pending = true;
    changed();
  };
  watch(directory, { recursive: true, signal }, tell).on("error", () => undefined);
  signal.addEventListener("abort", tell);
  return {
    next: () =>
      new Promise<void>((resolve) => {
        if (pending) resolve();
        changed = resolve;
        // A recursive watch on Linux misses what is written into a folder that was made a moment ago.
        setTimeout(resolve, LOOK_ANYWAY_MS).unref();
      }).then(() => {
        pending = false;
      }),
  };
}
