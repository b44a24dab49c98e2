import type { Clock } from "@regatta/foundation";
import { duration } from "../../output/duration.ts";

const WARN_AT_MS = [300_000, 60_000];
const LOOK_MS = 10_000;

/**
 * Warns somebody who works under a lease that nothing renews, 5 minutes and 1 minute before its end; again when it was
 * held on to meanwhile.
 * @param options.leftMs how long they have, as known now; it may grow.
 * @param options.signal ends it.
 */
export async function warnOfEnd(options: {
  leftMs: () => number;
  clock: Clock;
  signal: AbortSignal;
  say: (text: string) => void;
}): Promise<void> {
  const { leftMs, clock, signal, say } = options;
  // The next warning is the first of those that are still ahead.
  let before = leftMs();
  while (!signal.aborted) {
    await clock.sleep(LOOK_MS, signal).catch(() => undefined);
    const left = leftMs();
    const passed = WARN_AT_MS.some((at) => before > at && left <= at);
    if (passed && left > 0 && !signal.aborted) {
      say(
        `${duration(Math.round(left / 1000) * 1000)} left here; \`regatta pool hold\` elsewhere gives you more.`,
      );
    }
    before = left;
  }
}
