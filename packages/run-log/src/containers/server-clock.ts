import type { RunEvent } from "../events/run-event.ts";
import type { ContainerLog } from "./container-log.ts";

/** Machines' clocks that are less apart than this, ms, are left as they are: it is not known any better. */
const TELLING_MS = 3_000;

/**
 * How much later the events of each log were than its machine's clock said, ms, as far as it is known; 0 for most. A lease's
 * end is by the server's clock and as long after its beginning in every container, so that what two clocks make of
 * it tells how far apart they are. Pure.
 */
export function clockShifts(logs: readonly ContainerLog[]): number[] {
  const ahead = logs.map(({ events }) => leaseLead(events));
  const known = ahead.filter((one) => one !== undefined).sort((a, b) => a - b);
  const usual = known[Math.floor((known.length - 1) / 2)];
  return ahead.map((one) => {
    const shift = one === undefined || usual === undefined ? 0 : one - usual;
    return Math.abs(shift) < TELLING_MS ? 0 : shift;
  });
}

// The longest: a lease that was told of late is as good as shorter.
function leaseLead(events: readonly RunEvent[]): number | undefined {
  const leads = events.flatMap((event) =>
    event.kind === "lease-acquired" && event.expiresAt > 0 ? [event.expiresAt - event.at] : [],
  );
  return leads.length === 0 ? undefined : Math.max(...leads);
}
