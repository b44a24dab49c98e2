import { type Clock, watchAnswers } from "@regatta/foundation";
import type { ServerTime } from "./server-time.ts";

/** Has every answer to a command, retries and refusals included, noted in `time`. */
export function watchServerTime(command: object, time: ServerTime, clock: Clock): void {
  watchAnswers(command, () => {
    const sentAt = clock.monotonic();
    return (date) => time.observe(date, sentAt, clock.monotonic());
  });
}
