const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whose time it is: the reader's own, or UTC. */
export type Zone = "local" | "utc";

/** The marks of an axis of time. @param step from one to the next, ms. */
export function timeMarks(moments: readonly number[], step: number, zone: Zone = "local"): string[] {
  return moments.map((moment, i) => {
    const day = dayText(moment, zone);
    if (step >= DAY) return day;
    return i > 0 && dayText(moments[i - 1] ?? 0, zone) !== day ? day : clockText(moment, zone);
  });
}

/** A stretch of time in words: `12 Mar`, `12 Mar, 14:00 to 14:30`; a moment where it has no length. */
export function stretchText(from: number, lengthMs: number, zone: Zone = "local"): string {
  const day = dayText(from, zone);
  if (lengthMs > 1.5 * DAY) return `${day} to ${dayText(from + lengthMs - HOUR, zone)}`;
  if (lengthMs > 20 * HOUR) return day;
  const begin = `${day}, ${clockText(from, zone)}`;
  return lengthMs === 0 ? begin : `${begin} to ${clockText(from + lengthMs, zone)}`;
}

function dayText(moment: number, zone: Zone): string {
  return new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "short", ...zoneOf(zone) });
}

function clockText(moment: number, zone: Zone): string {
  return new Date(moment).toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    ...zoneOf(zone),
  });
}

function zoneOf(zone: Zone): { timeZone?: string } {
  return zone === "utc" ? { timeZone: "UTC" } : {};
}
