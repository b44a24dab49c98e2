import type { Clock } from "@regatta/foundation";

interface Moment {
  monotonic: number;
  wall: number;
}

/**
 * Until when a container may take itself for alive: others take its files once its heartbeat has stood still for long
 * enough, so it has to stop them before.
 */
export class Life {
  readonly #clock: Clock;
  readonly #fenceMs: number;
  #last: Moment | undefined;

  constructor(clock: Clock, fenceMs: number) {
    this.#clock = clock;
    this.#fenceMs = fenceMs;
  }

  /** The time now, to be given to `confirmed` once a heartbeat sent now has its answer. */
  moment(): Moment {
    return { monotonic: this.#clock.monotonic(), wall: this.#clock.now() };
  }

  /** A heartbeat that was sent then is in the table. */
  confirmed(sentAt: Moment): void {
    this.#last = sentAt;
  }

  /**
   * How long it may go on without another heartbeat, ms; 0: it must stop. A machine that slept is told by its wall clock:
   * the monotonic one may have stood still.
   */
  get leftMs(): number {
    if (!this.#last) return 0;
    const { monotonic, wall } = this.moment();
    const elapsed = Math.max(monotonic - this.#last.monotonic, wall - this.#last.wall);
    return Math.max(0, this.#fenceMs - elapsed);
  }
}
