/** A duration for people: `0.4 s`, `12 s`, `3 min 20 s`, `1 h 5 min`. @param ms milliseconds. */
export function duration(ms: number): string {
  return ms < 9_950 ? `${(Math.max(0, ms) / 1000).toFixed(1)} s` : wholeSeconds(ms);
}

/** A duration that is looked at while it grows, and should not flicker: `0 s`, `12 s`, `3 min 20 s`. @param ms milliseconds. */
export function wholeSeconds(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
