/** How often a worker looks whether what a file left behind is gone, ms. */
const LOOK_EVERY_MS = 20;

/**
 * How long a file that left something behind is waited for, ms: an error that comes of it in that time still fails the
 * file. Counted here and not in Jest's process, as the timers of the file are: what falls due before it is over has then
 * happened, and been told, before it is over, however busy either process is.
 */
const LATE_ERROR_MS = 500;

/**
 * Tells whether a file left something behind that can still call back and throw: timers, open sockets, requests
 * under way (whatever keeps an event loop alive). Most leave nothing, and their results are final at once.
 */
export class LeftoverWatch {
  readonly #settled: (run: number) => void;
  #before: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param settled told when a file that left something behind is waited for no longer; perhaps twice. */
  constructor(settled: (run: number) => void) {
    this.#settled = settled;
    // Both open a handle when first touched: that must not look like something a file left behind.
    void process.stdout;
    void process.stderr;
  }

  /** A file is about to start. */
  begin(): void {
    clearInterval(this.#timer);
    this.#before ??= active();
  }

  /**
   * A file has ended.
   * @returns true when it, or a file before it, left something behind. It is waited for until everything is gone, which
   * can be told only until another file is started, but no longer than its time.
   */
  end(run: number): boolean {
    if (this.#isClear()) return false;
    setTimeout(() => this.#settled(run), LATE_ERROR_MS).unref();
    this.#timer = setInterval(() => {
      if (!this.#isClear()) return;
      clearInterval(this.#timer);
      this.#settled(run);
    }, LOOK_EVERY_MS).unref();
    return true;
  }

  #isClear(): boolean {
    return active() <= (this.#before ?? 0);
  }
}

/** How much keeps the event loop alive; a handle that is only being closed cannot call anyone back. */
function active(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind !== "CloseReq").length;
}
