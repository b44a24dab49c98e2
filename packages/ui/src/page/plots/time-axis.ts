const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The marks of an axis of time, in the reader's own time zone. @param step from one to the next, ms. Pure but for the zone. */
export function timeMarks(moments: readonly number[], step: number): string[] {
  return moments.map((moment, i) => {
    const date = new Date(moment);
    const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
    if (step >= DAY) return day;
    const isNewDay = i > 0 && new Date(moments[i - 1] ?? 0).toDateString() !== date.toDateString();
    return isNewDay ? day : clock(date);
  });
}

/** A stretch of time in words: `12 Mar`, `12 Mar, 14:00 to 14:30`. */
export function stretchText(from: number, lengthMs: number): string {
  const begin = new Date(from);
  const day = begin.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  if (lengthMs > 1.5 * DAY) {
    const last = new Date(from + lengthMs - HOUR);
    return `${day} to ${last.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}`;
  }
  if (lengthMs > 20 * HOUR) return day;
  const end = new Date(from + lengthMs);
  return `${day}, ${clock(begin)} to ${clock(end)}`;
}

function clock(date: Date): string {
  return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
