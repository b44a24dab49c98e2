import { type Clock, systemClock } from "@regatta/foundation";
import { fit, LiveArea } from "@regatta/run-log";
import type { CommandContext } from "../command-context.ts";
import { coloursFor } from "./colours.ts";

export interface ProgressOptions {
  /** Where it is shown. */
  stream: NodeJS.WriteStream;
  env: NodeJS.ProcessEnv;
  clock?: Clock;
  /** What goes on, the first line in short; nothing where there is nothing to say. On a terminal as many lines as fit are shown. */
  now: () => readonly string[];
}

const FRAME_MS = 1_000;
// CircleCI stops a step without output for 10 minutes; a stack may take longer than that.
const PLAIN_MS = 60_000;

/**
 * Shows what a command is at for as long as that takes: on a terminal in place from the first second on, elsewhere in a line a
 * minute where nothing else was written meanwhile.
 */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #clock: Clock;
  readonly #area: LiveArea | undefined;
  readonly #ended = new AbortController();
  #lines = "";
  #wrote = false;

  /** Begins at once; to be ended. */
  static async start(options: ProgressOptions): Promise<Progress> {
    const isLive = options.stream.isTTY && !options.env.CI && options.env.TERM !== "dumb";
    return new Progress(options, isLive ? await LiveArea.open(options) : undefined);
  }

  /** Shows this for as long as the work takes. */
  static async during<T>(
    { stderr: stream, env }: Pick<CommandContext, "stderr" | "env">,
    what: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const progress = await Progress.start({ stream, env, now: () => [`${what} …`] });
    return work().finally(() => progress.end());
  }

  private constructor(options: ProgressOptions, area: LiveArea | undefined) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#area = area;
    void this.#beat();
  }

  /** Whether it is drawn in place: what it shows then need not be told in lines. */
  get isLive(): boolean {
    return this.#area !== undefined;
  }

  /** Writes whole lines that stay, to the stream or to another one of the same terminal. */
  write(text: string, stream: NodeJS.WritableStream = this.#options.stream): void {
    this.#wrote = true;
    this.#area?.clear();
    stream.write(text);
    this.#draw();
  }

  /** Takes away what is drawn. */
  end(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#area?.clear();
    this.#area?.end();
  }

  async #beat(): Promise<void> {
    const { signal } = this.#ended;
    const everyMs = this.#area ? FRAME_MS : PLAIN_MS;
    while (!signal.aborted) {
      await this.#clock.sleep(everyMs, signal).catch(() => undefined);
      if (signal.aborted) return;
      if (this.#area) this.#nextFrame();
      else this.#sayStill();
    }
  }

  #nextFrame(): void {
    const { stream, env, now } = this.#options;
    const { columns = 80, rows = 24 } = stream;
    const { dim } = coloursFor(stream, env);
    const [head, ...rest] = now().slice(0, Math.max(1, Math.floor(rows / 2)));
    const lines =
      head === undefined ? [] : [fit(head, columns), ...rest.map((line) => dim(fit(line, columns)))];
    this.#lines = lines.join("\n");
    if (this.#lines === "") this.#area?.clear();
    this.#draw();
  }

  #draw(): void {
    if (this.#lines !== "" && !this.#ended.signal.aborted) this.#area?.draw(this.#lines);
  }

  #sayStill(): void {
    const [head] = this.#options.now();
    if (!this.#wrote && head !== undefined) this.#options.stream.write(`${head}\n`);
    this.#wrote = false;
  }
}
