import type { Clock } from "@regatta/foundation";

export interface CountdownOptions {
  clock: Clock;
  limitMs: number;
  /** Made when time is up: what `expired` is aborted with. */
  onTimeUp: () => Error;
}

/** Time that runs out, except while it is paused. */
export class Countdown {
  readonly #options: CountdownOptions;
  readonly #expired = new AbortController();
  #leftMs: number;
  #pauses = 0;
  #ended = false;
  #stop: () => void = () => undefined;

  constructor(options: CountdownOptions) {
    this.#options = options;
    this.#leftMs = options.limitMs;
    this.#run();
  }

  /** Aborted when time is up. */
  get expired(): AbortSignal {
    return this.#expired.signal;
  }

  /** Stops the time until what it returns is called. Of several pauses the last one to end counts. */
  pause(): () => void {
    if (this.#pauses++ === 0) this.#stop();
    let paused = true;
    return () => {
      if (!paused) return;
      paused = false;
      if (--this.#pauses === 0 && !this.#ended) this.#run();
    };
  }

  /** Lets go of the clock. */
  end(): void {
    this.#ended = true;
    this.#stop();
  }

  #run(): void {
    const { clock, onTimeUp } = this.#options;
    const startedAt = clock.monotonic();
    const stop = new AbortController();
    this.#stop = () => {
      this.#leftMs -= clock.monotonic() - startedAt;
      this.#stop = () => undefined;
      stop.abort();
    };
    clock.sleep(Math.max(0, this.#leftMs), stop.signal).then(
      () => this.#expired.abort(onTimeUp()),
      () => undefined, // stopped in time
    );
  }
}
