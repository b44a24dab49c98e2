import type { Stretch } from "@regatta/foundation";

/**
 * Lays stretches out so that none overlaps another of its lane: slices of one track must. Each goes to the first lane that is
 * free. Pure. @returns the lanes, each in the order of time.
 */
export function inLanes<T extends Stretch>(stretches: readonly T[]): T[][] {
  const lanes: T[][] = [];
  for (const one of stretches.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? 0) <= one.from);
    if (free) free.push(one);
    else lanes.push([one]);
  }
  return lanes;
}
