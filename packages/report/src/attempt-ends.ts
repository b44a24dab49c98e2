import type { RunEvent } from "@regatta/run-log";

/** When every attempt at a file ended, in the order they began; ms since the epoch, missing where the log ends before. */
export type AttemptEnds = ReadonlyMap<string, ReadonlyArray<{ account: string; to?: number }>>;

/** Finds the ends of all attempts, in the order in which `FileState` has them. Pure. */
export function attemptEnds(events: readonly RunEvent[]): AttemptEnds {
  const ends = new Map<string, Array<{ account: string; to?: number }>>();
  for (const event of events) {
    if (event.kind !== "file-started" && event.kind !== "file-finished" && event.kind !== "file-cut-off") {
      continue;
    }
    const { file, account, at } = event;
    const list = ends.get(file) ?? [];
    ends.set(file, list);
    if (event.kind === "file-started") {
      list.push({ account });
      continue;
    }
    const open = list.findLast((one) => one.account === account && one.to === undefined);
    if (open) open.to = at;
    else list.push({ account, to: at });
  }
  return ends;
}
