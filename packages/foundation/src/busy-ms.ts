/** A stretch of time, ms. */
export interface Stretch {
  from: number;
  to: number;
}

/** For how long, in ms, at least one of the stretches was under way. Pure. */
export function busyMs(stretches: readonly Stretch[]): number {
  let total = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total;
}
