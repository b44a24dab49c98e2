const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration for people, in its two largest units: `12 s`, `3 min 20 s`, `2 d 4 h`. @param ms milliseconds. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < MINUTE)
    return ms < 10_000 && ms % 1000 !== 0 ? `${(ms / 1000).toFixed(1)} s` : `${seconds} s`;
  if (seconds < HOUR) return two(seconds, MINUTE, "min", 1, "s");
  if (seconds < DAY) return two(seconds, HOUR, "h", MINUTE, "min");
  return two(seconds, DAY, "d", HOUR, "h");
}

function two(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)} ${largeName}${rest === 0 ? "" : ` ${rest} ${smallName}`}`;
}
