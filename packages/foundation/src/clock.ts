import { setTimeout as delay } from "node:timers/promises";

/** Where time comes from; injected everywhere, so that tests own it. */
export interface Clock {
  /** Wall-clock time in ms since the epoch. Never use it to judge a lease: use the server's time. */
  now(): number;
  /** Monotonic time in ms from an arbitrary start; does not jump when the wall clock is set. */
  monotonic(): number;
  /**
   * Resolves after `ms`.
   * @param signal ends the wait early, rejecting with the signal's reason.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      throw signal?.reason ?? error;
    }
  },
};
