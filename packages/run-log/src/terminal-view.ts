import { type Clock, systemClock } from "@regatta/foundation";
import type { createLogUpdate } from "log-update";
import { describeEvent } from "./describe-event.ts";
import { printable } from "./printable.ts";
import { head, renderFrame } from "./render-frame.ts";
import type { RunLog } from "./run-log.ts";
import type { RunState } from "./run-state.ts";
import { WholeLines } from "./whole-lines.ts";

export interface TerminalViewOptions {
  stream: NodeJS.WriteStream;
  env: NodeJS.ProcessEnv;
  clock?: Clock;
}

type LiveArea = ReturnType<typeof createLogUpdate>;

const FRAME_MS = 100;
const PLAIN_PROGRESS_MS = 10_000;
// Hours of it may pass in a line: enough for a CI that takes silence for a hung job.
const PLAIN_WAITING_MS = 60_000;
// The live area shows these as they happen; lines of them would only push away what went wrong.
const SEEN_IN_THE_LIVE_AREA = new Set([
  "files-selected",
  "lease-acquired",
  "deploy-started",
  "deploy-finished",
  "account-ready",
]);

/** The run as it goes: a live area on a terminal, lines and a heartbeat in a pipe or in CI. */
export class TerminalView {
  readonly color: boolean;
  readonly #stream: NodeJS.WriteStream;
  readonly #clock: Clock;
  readonly #live: LiveArea | undefined;
  readonly #ended = new AbortController();
  readonly #output = new WholeLines();
  #frame = "";
  #saidAt = 0;
  #state: RunState | undefined;

  /** Makes the view that suits the stream: live on a terminal outside CI, lines elsewhere. */
  static async open(options: TerminalViewOptions): Promise<TerminalView> {
    const { stream, env } = options;
    const terminal = Boolean(stream.isTTY) && env.TERM !== "dumb";
    if (!terminal || env.CI) return new TerminalView(options, terminal, undefined);
    const { createLogUpdate } = await import("log-update");
    return new TerminalView(options, terminal, createLogUpdate(stream, { showCursor: true }));
  }

  private constructor(
    { stream, env, clock = systemClock }: TerminalViewOptions,
    terminal: boolean,
    live: LiveArea | undefined,
  ) {
    this.#stream = stream;
    this.#clock = clock;
    this.color = terminal && !env.NO_COLOR;
    this.#live = live;
  }

  /** Shows the run of this log from now on. */
  attach(log: RunLog): void {
    this.#state = log.state;
    log.subscribe((event) => {
      const line = describeEvent(event);
      if (line === undefined || (this.#live && SEEN_IN_THE_LIVE_AREA.has(event.kind))) return;
      this.#say(line, event.at);
    });
    void this.#beat(this.#live ? FRAME_MS : PLAIN_PROGRESS_MS);
  }

  /** Prints a piece of output, Jest's own say, above the live area: every line of it once it is complete. */
  write(text: string): void {
    this.#print(this.#output.push(text));
  }

  /** Ends the live area and prints the last words. */
  finish(text: string): void {
    this.close();
    this.#stream.write(text);
  }

  /** Ends the live area and the heartbeat; a line of output that was never ended is printed now. */
  close(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#print(this.#output.rest());
    this.#live?.clear();
    this.#live?.done();
  }

  // At once, and not with the next frame: the process may be about to end.
  #print(lines: string): void {
    if (lines === "") return;
    this.#live?.clear();
    this.#stream.write(lines);
    this.#draw();
  }

  async #beat(everyMs: number): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      await this.#clock.sleep(everyMs, signal).catch(() => undefined);
      if (signal.aborted || !this.#state) return;
      if (this.#live) this.#nextFrame(this.#state);
      else this.#sayHow(this.#state);
    }
  }

  #sayHow(state: RunState): void {
    const now = this.#clock.now();
    if (state.isWaiting && now - this.#saidAt < PLAIN_WAITING_MS) return;
    this.#say(head(state, now), now);
  }

  #say(line: string, at: number): void {
    this.#saidAt = at;
    this.#print(`${this.#time(at)} ${printable(line)}\n`);
  }

  #nextFrame(state: RunState): void {
    const size = { columns: this.#stream.columns || 80, rows: this.#stream.rows || 24 };
    this.#frame = renderFrame(state, size, this.#clock.now(), this.color).join("\n");
    this.#draw();
  }

  // Between two frames the last one is put back as it was: a burst of output costs no rendering.
  #draw(): void {
    if (this.#frame !== "" && !this.#ended.signal.aborted) this.#live?.(this.#frame);
  }

  #time(at: number): string {
    return new Date(at).toISOString().slice(11, 19);
  }
}
