import type { Clock } from "@regatta/foundation";

/** How many calls one account may make. */
export interface CallRate {
  readonly perSecond: number;
  /** How many may come at once after a pause. */
  readonly burst: number;
}

/** One token bucket an account: how AWS limits calls. */
export class TokenBuckets {
  readonly #rate: CallRate;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(options: { rate: CallRate; clock: Clock }) {
    this.#rate = options.rate;
    this.#clock = options.clock;
  }

  /** Takes a token of the account's; false when there is none: the call comes too soon. */
  take(account: string): boolean {
    const { perSecond, burst } = this.#rate;
    const now = this.#clock.monotonic();
    const { tokens, at } = this.#buckets.get(account) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
    const isTaken = filled >= 1;
    this.#buckets.set(account, { tokens: isTaken ? filled - 1 : filled, at: now });
    return isTaken;
  }
}
