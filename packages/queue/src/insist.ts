import { type Clock, isRegattaError } from "@regatta/foundation";
import type { QueueTiming } from "./queue-timing.ts";

/** How long the table is asked for what cannot be done without, in times of a container's silence. */
const PATIENCE = 4;

/**
 * Tries until it succeeds.
 * @returns what it returns. @throws what it throws, where that is the user's to mend, or lasts for long.
 */
export async function insist<T>(
  { clock, timing }: { clock: Clock; timing: QueueTiming },
  attempt: () => Promise<T>,
): Promise<T> {
  const until = clock.monotonic() + PATIENCE * timing.silentMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const isUsers = isRegattaError(error) && error.source === "user";
      if (isUsers || clock.monotonic() >= until) throw error;
      await clock.sleep(timing.retryMs);
    }
  }
}
