import type { Clock } from "@regatta/foundation";
import type { SharedPace } from "./shared-pace.ts";

export interface CallPacerOptions {
  clock: Clock;
  /** The spacing of calls after the first refusal, ms; it doubles with each further one. */
  firstGapMs: number;
  /** The widest spacing, ms. */
  maxGapMs: number;
  /** Ends every wait. */
  signal: AbortSignal;
  shared?: SharedPace;
  /** Uniform in [0, 1), for jitter. */
  random?: () => number;
  /** All calls wait so long, ms; told at most once a second. */
  onThrottled?: (waitMs: number) => void;
}

/** A moment at which a call may be made, by the monotonic clock, ms. */
type Turn = number;

const tellEveryMs = 1_000;

/**
 * Spaces the calls of one account in one region, which is what CloudFormation counts them by. Nothing is spaced until a
 * call is refused for their number. Then every call of the account waits, with jitter, and those that follow keep a
 * distance, which doubles with each refusal and shrinks by a tenth with each answer: additive enough to find the
 * account's limit and stay near it, quick enough to be gone after some twenty answers.
 */
export class CallPacer {
  readonly #options: CallPacerOptions;
  #gapMs: number;
  #next = 0;
  #widenedAt = Number.NEGATIVE_INFINITY;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(options: CallPacerOptions) {
    this.#options = options;
    this.#gapMs = Math.min(options.maxGapMs, options.shared?.startGapMs() ?? 0);
  }

  /** Waits until the next call may be made. Rejects with the signal's reason when cut off. */
  async turn(): Promise<Turn> {
    const { clock, signal } = this.#options;
    for (;;) {
      const now = clock.monotonic();
      if (now >= this.#next) {
        this.#next = now + this.#gapMs;
        return now;
      }
      // Whoever wakes first takes the turn, and it may have been put off meanwhile.
      await clock.sleep(this.#next - now, signal);
    }
  }

  /** The call of this turn was answered. */
  answered(): void {
    this.#gapMs *= 0.9;
    if (this.#gapMs < this.#options.firstGapMs / 4) this.#gapMs = 0;
  }

  /** The call of this turn was refused for the number of calls. */
  throttled(turn: Turn): void {
    // Calls that were already on their way when the distance was widened say nothing new.
    if (turn < this.#widenedAt) return;
    const { clock, firstGapMs, maxGapMs, shared, random = Math.random } = this.#options;
    const now = clock.monotonic();
    this.#gapMs = Math.min(maxGapMs, Math.max(firstGapMs, this.#gapMs * 2));
    this.#widenedAt = now;
    const waitMs = this.#gapMs * (1 + random());
    this.#next = Math.max(this.#next, now + waitMs);
    shared?.learn(this.#gapMs);
    this.#tell(now, waitMs);
  }

  #tell(now: number, waitMs: number): void {
    if (now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    this.#options.onThrottled?.(Math.round(waitMs));
  }
}
