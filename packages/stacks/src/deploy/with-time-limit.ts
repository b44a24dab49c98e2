import { type Clock, followed } from "@regatta/foundation";

export interface TimeLimit {
  clock: Clock;
  limitMs: number;
  signal: AbortSignal;
  /** Made when time is up: what the work's signal is aborted with. */
  onTimeUp: () => Error;
}

/** Runs `work` with a signal that follows `signal`, and is aborted when `limitMs` have passed. */
export async function withTimeLimit<T>(
  { clock, limitMs, signal, onTimeUp }: TimeLimit,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeUp = new AbortController();
  const over = new AbortController();
  clock.sleep(limitMs, over.signal).then(
    () => timeUp.abort(onTimeUp()),
    () => undefined, // the work was faster
  );
  const limited = followed(signal, timeUp.signal);
  try {
    return await work(limited);
  } catch (error) {
    limited.throwIfAborted();
    throw error;
  } finally {
    over.abort();
  }
}
