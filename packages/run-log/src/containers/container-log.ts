import type { RunEvent } from "../events/run-event.ts";

/** The log of one container of a run that several shared. */
export interface ContainerLog {
  events: readonly RunEvent[];
  runId: string;
  /** What its containers have in common; undefined where it did not come so far, or where files could not be shared. */
  key?: string;
  /** From 1; undefined where it did not come so far. */
  index?: number;
  of?: number;
  /** Its name in the queue of files. */
  id?: string;
  /** It had a fixed part of the files: it knows nothing of the others. */
  isApart: boolean;
}

/** What a log says of the container it is of. Pure. */
export function containerLog(events: readonly RunEvent[]): ContainerLog {
  const runId = events.find((event) => event.kind === "run-started")?.runId ?? "";
  const joined = events.find((event) => event.kind === "container-joined");
  if (joined) {
    const { key, index, of, id } = joined;
    return { events, runId, key, index, of, id, isApart: false };
  }
  const shard = events.find((event) => event.kind === "shard-taken");
  if (shard) return { events, runId, index: shard.index, of: shard.of, isApart: true };
  return { events, runId, isApart: false };
}

/** Whether nothing came of it: it was killed before it had joined the others. */
export function isWithoutWork({ events, index }: ContainerLog): boolean {
  return index === undefined && !events.some((event) => "account" in event);
}
