import { followed } from "@regatta/foundation";

/** Work that several wait for, each with a signal of its own; it is cut off when nobody waits any more. */
export class SharedWork {
  readonly #stop = new AbortController();
  readonly #result: Promise<void>;
  #waiting = 0;

  /** @param work begins at once; its signal is aborted when the last who waited has gone. */
  constructor(work: (signal: AbortSignal) => Promise<void>) {
    this.#result = work(this.#stop.signal);
    this.#result.catch(() => undefined);
  }

  /** Whether it was cut off: then it is to be begun anew for whoever comes next. */
  get isCutOff(): boolean {
    return this.#stop.signal.aborted;
  }

  /**
   * Waits for the end. @throws what the work throws; the signal's reason when it is aborted, for the last who waits only
   * when the work is over too.
   */
  async wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#waiting++;
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const own = followed(signal);
    own.addEventListener("abort", leave, { once: true });
    try {
      await Promise.race([this.#result, left]);
    } finally {
      own.removeEventListener("abort", leave);
      this.#waiting--;
    }
    if (!signal.aborted) return;
    if (this.#waiting === 0) {
      this.#stop.abort(signal.reason);
      await this.#result.catch(() => undefined);
    }
    throw signal.reason;
  }
}
