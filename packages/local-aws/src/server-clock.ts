import type { Clock } from "@regatta/foundation";

/**
 * The clock of servers that disagree with this machine about the time of day.
 * @param offsetMs how far they are ahead; negative: behind.
 */
export function offsetClock(clock: Clock, offsetMs: number): Clock {
  return {
    now: () => clock.now() + offsetMs,
    monotonic: () => clock.monotonic(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  };
}
