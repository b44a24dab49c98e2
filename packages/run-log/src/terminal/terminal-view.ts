import { stripVTControlCharacters } from "node:util";
import { type Clock, hasColours, systemClock } from "@regatta/foundation";
import pc from "picocolors";
import type { RunLog } from "../log/run-log.ts";
import { WholeLines } from "../log/whole-lines.ts";
import type { RunState } from "../state/run-state.ts";
import { LastLines } from "../text/last-lines.ts";
import { printable } from "../text/printable.ts";
import { head } from "./head.ts";
import { LiveArea } from "./live-area.ts";
import { renderFrame } from "./render-frame.ts";
import { isBad, linesOf, type ViewDetail } from "./view-lines.ts";

export interface TerminalViewOptions {
  stream: NodeJS.WriteStream;
  env: NodeJS.ProcessEnv;
  /** How much is said; `normal` when left out. */
  detail?: ViewDetail | undefined;
  clock?: Clock;
}

// As its command and its CoverageReporter write them.
const COMPLAINT = /^(?:Error: )?Jest: .*/gm;
const MOST_COMPLAINTS = 5;
const FRAME_MS = 100;
const PLAIN_PROGRESS_MS = 10_000;
// Hours of it may pass in a line: enough for a CI that takes silence for a hung job.
const PLAIN_WAITING_MS = 60_000;
// CircleCI stops a step without output for 10 minutes (https://circleci.com/docs/configuration-reference/#run).
const QUIET_PROGRESS_MS = 300_000;

/** The run as it goes: a live area on a terminal, lines and a heartbeat in a pipe or in CI. */
export class TerminalView {
  readonly color: boolean;
  /** What Jest had to say beside its tests: of a coverage threshold that is not met, of a globalSetup. */
  readonly complaints: string[] = [];
  readonly #stream: NodeJS.WriteStream;
  readonly #clock: Clock;
  readonly #detail: ViewDetail;
  readonly #live: LiveArea | undefined;
  readonly #ended = new AbortController();
  readonly #output = new WholeLines();
  readonly #unsaid = new LastLines();
  #frame = "";
  #frameColumns = 0;
  #saidAt = 0;
  #state: RunState | undefined;

  /** Makes the view that suits the stream: live on a terminal outside CI unless it is to be quiet, lines elsewhere. */
  static async open(options: TerminalViewOptions): Promise<TerminalView> {
    const { stream, env, detail } = options;
    const terminal = Boolean(stream.isTTY) && env.TERM !== "dumb";
    if (!terminal || env.CI || detail === "quiet") return new TerminalView(options, undefined);
    return new TerminalView(options, await LiveArea.open(options));
  }

  private constructor(
    { stream, env, detail = "normal", clock = systemClock }: TerminalViewOptions,
    live: LiveArea | undefined,
  ) {
    this.#stream = stream;
    this.#clock = clock;
    this.#detail = detail;
    this.color = hasColours(stream, env);
    this.#live = live;
  }

  /** How wide the terminal is; undefined in a pipe. */
  get columns(): number | undefined {
    return this.#stream.isTTY ? this.#stream.columns : undefined;
  }

  /** Shows the run of this log from now on. */
  attach(log: RunLog): void {
    this.#state = log.state;
    const { red } = pc.createColors(this.color);
    log.subscribe((event, state) => {
      const lines = linesOf(event, state, { detail: this.#detail, isLive: this.#live !== undefined });
      for (const line of lines) this.#say(line, event.at, isBad(event) ? red : undefined);
    });
    void this.#beat(this.#beatMs);
  }

  /**
   * Prints a piece of output, Jest's own say, above the live area: every line of it once it is complete. A quiet view keeps
   * its end, for a run that turns red without a file that failed.
   */
  write(text: string): void {
    const lines = this.#plainly(this.#output.push(text));
    this.#listen(lines);
    if (this.#detail === "quiet") this.#unsaid.push(lines);
    else this.#print(lines);
  }

  /** Prints what must be read, however quiet the view is; whole lines. */
  warn(text: string): void {
    this.#print(text);
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
    if (this.#detail === "quiet") this.#sayWhatExplains();
    else this.#print(this.#plainly(this.#output.rest()));
    this.#live?.clear();
    this.#live?.end();
  }

  get #beatMs(): number {
    if (this.#live) return FRAME_MS;
    return this.#detail === "quiet" ? QUIET_PROGRESS_MS : PLAIN_PROGRESS_MS;
  }

  // Where no file says why, Jest's own words are all there is.
  #sayWhatExplains(): void {
    this.#unsaid.push(this.#plainly(this.#output.rest()));
    const isRed = this.#state?.finished?.exitCode !== 0;
    if (isRed && this.#state?.failed === 0) this.#print(this.#unsaid.text);
  }

  #listen(lines: string): void {
    const found = stripVTControlCharacters(lines).match(COMPLAINT) ?? [];
    this.complaints.push(...found.slice(0, MOST_COMPLAINTS - this.complaints.length));
  }

  // Some of what Jest prints has colours wherever `CI` is set.
  #plainly(lines: string): string {
    return this.color ? lines : stripVTControlCharacters(lines);
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

  #say(line: string, at: number, colour = (text: string) => text): void {
    this.#saidAt = at;
    this.#print(`${this.#time(at)} ${colour(printable(line))}\n`);
  }

  #nextFrame(state: RunState): void {
    const size = { columns: this.#stream.columns || 80, rows: this.#stream.rows || 24 };
    this.#frameColumns = size.columns;
    this.#frame = renderFrame(state, size, this.#clock.now(), this.color).join("\n");
    this.#draw();
  }

  // Between two frames the last one is put back as it was: a burst of output costs no rendering. One for another width is not.
  #draw(): void {
    const isFitting = this.#frameColumns === (this.#stream.columns || 80);
    if (this.#frame !== "" && isFitting && !this.#ended.signal.aborted) this.#live?.draw(this.#frame);
  }

  #time(at: number): string {
    return new Date(at).toISOString().slice(11, 19);
  }
}
