import type { RunEvent } from "../events/run-event.ts";
import { wholeSeconds } from "../text/duration.ts";

type Waiting = Pick<
  Extract<RunEvent, { kind: "lease-waiting" }>,
  "reason" | "position" | "of" | "estimateMs"
>;

/** What a run waits for, and its place in line: `place 2 of 3 in line, about 4 min 10 s: all leased`. @param estimateMs how long it may take yet, ms. */
export function describeWaiting({ reason, position, of, estimateMs }: Waiting): string {
  if (position === undefined) return reason;
  const estimate = estimateMs === undefined ? "" : `, about ${wholeSeconds(estimateMs)}`;
  return `place ${position} of ${of ?? position} in line${estimate}: ${reason}`;
}
