import type { Clock } from "@regatta/foundation";

export interface TimeLimit {
  /** Ends the work as well. */
  signal: AbortSignal;
  clock: Clock;
  timeoutMs: number;
  /** What the work is cut off with when its time is over. */
  late: () => Error;
}

/**
 * Runs something that ends when its signal aborts, and aborts it when it takes too long.
 * @throws what the work throws, which is the signal's reason, or the error of `late`, when it was cut off.
 */
export async function withinTime<T>(
  { signal, clock, timeoutMs, late }: TimeLimit,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const tooLate = new AbortController();
  const done = new AbortController();
  clock.sleep(timeoutMs, done.signal).then(
    () => tooLate.abort(late()),
    () => undefined, // it was done before
  );
  try {
    return await work(AbortSignal.any([signal, tooLate.signal]));
  } finally {
    done.abort();
  }
}
