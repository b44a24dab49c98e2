/** Which of so many lanes something lies in. */
export interface Lane {
  lane: number;
  lanes: number;
}

/**
 * Lays stretches that overlap beside each other: those that touch one another, directly or not, share the height of the
 * row among as many lanes as they need. Pure.
 * @param stretches in the order of their beginnings.
 */
export function packLanes(stretches: ReadonlyArray<{ from: number; to: number }>): Lane[] {
  const packed: Lane[] = [];
  let cluster: Lane[] = [];
  let ends: number[] = [];
  for (const { from, to } of stretches) {
    if (ends.every((end) => end <= from)) {
      cluster = [];
      ends = [];
    }
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    const place = { lane, lanes: 1 };
    cluster.push(place);
    packed.push(place);
    for (const one of cluster) one.lanes = ends.length;
  }
  return packed;
}
