import { followed } from "@regatta/foundation";
import { Countdown, type CountdownOptions } from "./countdown.ts";

export interface TimeLimit extends CountdownOptions {
  signal: AbortSignal;
}

/** Stops a time limit until what it returns is called. */
export type Pause = () => () => void;

/**
 * Runs `work` with a signal that follows `signal`, and is aborted when `limitMs` have passed, not counting the time in
 * which the work has paused the limit.
 */
export async function withTimeLimit<T>(
  { signal, ...limit }: TimeLimit,
  work: (signal: AbortSignal, pause: Pause) => Promise<T>,
): Promise<T> {
  const countdown = new Countdown(limit);
  const limited = followed(signal, countdown.expired);
  try {
    return await work(limited, () => countdown.pause());
  } catch (error) {
    limited.throwIfAborted();
    throw error;
  } finally {
    countdown.end();
  }
}
