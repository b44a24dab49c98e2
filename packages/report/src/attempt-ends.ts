import type { RunEvent } from "@regatta/run-log";

/** When every attempt at a file ended, in the order they began; ms since the epoch, missing where the log ends before. */
export type AttemptEnds = ReadonlyMap<string, readonly AttemptEnd[]>;

interface AttemptEnd {
  account: string;
  to?: number;
  runId?: string | undefined;
}

/** Finds the ends of all attempts, in the order in which `FileState` has them. Pure. */
export function attemptEnds(events: readonly RunEvent[]): AttemptEnds {
  const ends = new Map<string, AttemptEnd[]>();
  for (const event of events) {
    if (event.kind !== "file-started" && event.kind !== "file-finished" && event.kind !== "file-cut-off") {
      continue;
    }
    const { file, account, at, runId } = event;
    const list = ends.get(file) ?? [];
    ends.set(file, list);
    if (event.kind === "file-started") {
      list.push({ account, runId });
      continue;
    }
    const open = list.findLast(
      (one) => one.account === account && one.to === undefined && one.runId === runId,
    );
    if (open) open.to = at;
    else list.push({ account, to: at, runId });
  }
  return ends;
}
