import { type Clock, RegattaError } from "@regatta/foundation";

/** Server time less monotonic time, known to lie between two bounds; ms. */
interface Offset {
  atLeast: number;
  atMost: number;
  /** Monotonic time of the first answer that went into it. */
  since: number;
}

// A Date header counts whole seconds, so the server's clock read anything from it to almost one second more.
const RESOLUTION_MS = 1_000;
// Clocks drift apart, by up to about 0.1 ms a second: bounds are narrowed by what is younger than this only.
const YOUNG_MS = 300_000;

/**
 * The server's time, known from the Date header of its answers and carried on by the monotonic clock: the
 * machine's wall clock has no say in it.
 *
 * Each answer gives bounds (the header's one second, and how long the answer took), several answers narrower
 * ones. So there are two readings, each safe for one purpose.
 */
export class ServerTime {
  readonly #clock: Clock;
  #offset: Offset | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Takes note of an answer.
   * @param date its Date header; anything that is no date is ignored.
   * @param sentAt monotonic time before the request was sent, ms.
   * @param receivedAt monotonic time after the answer came, ms.
   */
  observe(date: string | undefined, sentAt: number, receivedAt: number): void {
    const at = Date.parse(date ?? "");
    if (Number.isNaN(at)) return;
    const fresh = { atLeast: at - receivedAt, atMost: at + RESOLUTION_MS - sentAt, since: receivedAt };
    this.#offset = (this.#offset && narrowed(this.#offset, fresh)) ?? fresh;
  }

  /**
   * The server's time is this or later, ms. For judging that a lease is over: never too early.
   * @throws RegattaError NO_SERVER_TIME when no answer has been seen yet.
   */
  earliest(): number {
    return Math.floor(this.#known().atLeast + this.#clock.monotonic());
  }

  /**
   * The server's time is this or earlier, ms. For saying when a lease ends: never shorter than its holder thinks.
   * @throws RegattaError NO_SERVER_TIME when no answer has been seen yet.
   */
  latest(): number {
    return Math.ceil(this.#known().atMost + this.#clock.monotonic());
  }

  #known(): Offset {
    if (this.#offset) return this.#offset;
    throw new RegattaError("The server's time is not known: no answer with a Date header was seen yet.", {
      code: "NO_SERVER_TIME",
      source: "internal",
      nextStep: "If a proxy stands between here and AWS, make it keep the Date header.",
    });
  }
}

/** @returns what both allow; undefined when they are too far apart in time, or contradict each other (the machine
 * slept, and its monotonic clock with it). */
function narrowed(known: Offset, fresh: Offset): Offset | undefined {
  if (fresh.since - known.since > YOUNG_MS) return undefined;
  const atLeast = Math.max(known.atLeast, fresh.atLeast);
  const atMost = Math.min(known.atMost, fresh.atMost);
  return atLeast <= atMost ? { atLeast, atMost, since: known.since } : undefined;
}
