import type { Stretch } from "@regatta/foundation";
import type { TraceEvent } from "./trace-event.ts";

export interface CounterOptions {
  name: string;
  pid: number;
  stretches: readonly Stretch[];
  /** ms since the epoch to µs of the file. */
  time: (at: number) => number;
}

/** How many of the stretches are under way, at every change. Pure. */
export function counterEvents({ name, pid, stretches, time }: CounterOptions): TraceEvent[] {
  const changes = new Map<number, number>();
  const add = (at: number, by: number) => changes.set(at, (changes.get(at) ?? 0) + by);
  for (const { from, to } of stretches) {
    add(from, 1);
    add(to, -1);
  }
  let value = 0;
  return [...changes]
    .sort(([a], [b]) => a - b)
    .map(([at, by]) => {
      value += by;
      return { ph: "C", pid, ts: time(at), name, args: { value } };
    });
}
