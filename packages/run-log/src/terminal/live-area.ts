import { stripVTControlCharacters } from "node:util";
import type { createLogUpdate } from "log-update";
import { widthOf } from "../text/fit.ts";

/** As much of a terminal's stream as an area is drawn on. */
export interface LiveStream
  extends Pick<NodeJS.WriteStream, "write" | "columns" | "rows" | "isTTY" | "destroyed"> {
  /** Node's own, which it calls when it hears that the terminal has another size. */
  _refreshSize?(): void;
}

const UP_AND_EMPTY = "\u001b[1A\u001b[2K";

export interface LiveAreaOptions {
  stream: LiveStream;
  env: NodeJS.ProcessEnv;
}

/**
 * What is drawn in place at the end of a terminal's output, below what scrolls. Lines have to fit the terminal; one that is
 * made narrower breaks them anew by itself, and the rows that makes are taken away too.
 */
export class LiveArea {
  readonly #stream: LiveStream;
  readonly #breaksAnew: boolean;
  readonly #update: ReturnType<typeof createLogUpdate>;
  #drawn = "";
  #columns = Number.POSITIVE_INFINITY;

  /** Loads what draws. */
  static async open(options: LiveAreaOptions): Promise<LiveArea> {
    const { createLogUpdate } = await import("log-update");
    // A cursor that was hidden would stay so after a kill.
    const update = createLogUpdate(options.stream as NodeJS.WriteStream, { showCursor: true });
    return new LiveArea(options, update);
  }

  private constructor({ stream, env }: LiveAreaOptions, update: ReturnType<typeof createLogUpdate>) {
    this.#stream = stream;
    // xterm and GNU screen cut lines off instead, and say who they are.
    this.#breaksAnew = env.TMUX !== undefined || !(env.XTERM_VERSION || env.STY);
    this.#update = update;
  }

  /** Draws these lines in place of the last ones, only where something has changed, in one synchronised write. */
  draw(lines: string): void {
    const columns = this.#width();
    if (this.#columns !== columns) this.clear();
    this.#update(lines);
    this.#drawn = lines;
    this.#columns = columns;
  }

  /** Takes the lines away, for something else to be written. */
  clear(): void {
    const broken = this.#breaksAnew ? this.#brokenSinceDrawn() : 0;
    this.#update.clear();
    if (broken > 0) this.#stream.write(UP_AND_EMPTY.repeat(broken));
    this.#drawn = "";
  }

  /** Leaves the lines where they are; what is written from now on comes after them. */
  end(): void {
    this.#update.done();
  }

  #brokenSinceDrawn(): number {
    return brokenRows(this.#drawn, this.#width()) - brokenRows(this.#drawn, this.#columns);
  }

  // Until Node hears of another size some 50 ms pass, in which what is drawn by the old one would be left behind.
  #width(): number {
    if (!this.#stream.destroyed) this.#stream._refreshSize?.();
    return this.#stream.columns || 80;
  }
}

/** How many rows more than lines a terminal of so many columns makes of them. */
function brokenRows(lines: string, columns: number): number {
  return stripVTControlCharacters(lines)
    .split("\n")
    .reduce((rows, line) => rows + Math.max(0, Math.ceil(widthOf(line) / columns) - 1), 0);
}
