import type { RunEvent, RunState } from "@regatta/run-log";
import { plain } from "./plain.ts";
import type { ReportContainer } from "./report-data.ts";

/** The containers whose logs the events are of, by their numbers; none for a log of one. Pure. */
export function collectContainers(
  events: readonly RunEvent[],
  state: RunState,
  zero: number,
): ReportContainer[] {
  if (state.containers.size < 2) return [];
  const times = timesOf(events);
  const containers = [...state.containers].map(([runId, { index, of }]): ReportContainer => {
    const { from = zero, to = zero, ended } = times.get(runId) ?? {};
    return {
      index,
      of,
      runId,
      from: from - zero,
      to: to - zero,
      files: filesOf(state, runId),
      ...(ended?.exitCode === undefined ? {} : { exitCode: ended.exitCode }),
      ...(ended ? { reason: plain(ended.reason) } : {}),
    };
  });
  return containers.sort((a, b) => a.index - b.index || a.from - b.from);
}

interface Times {
  from: number;
  to: number;
  ended?: Extract<RunEvent, { kind: "container-ended" }>;
}

function timesOf(events: readonly RunEvent[]): Map<string, Times> {
  const times = new Map<string, Times>();
  for (const event of events) {
    const { runId = "", at } = event;
    const isJoining = event.kind === "container-joined" || event.kind === "shard-taken";
    const before = isJoining ? { from: at, to: at } : (times.get(runId) ?? { from: at, to: at });
    times.set(runId, { ...before, to: at, ...(event.kind === "container-ended" ? { ended: event } : {}) });
  }
  return times;
}

function filesOf(state: RunState, runId: string): number {
  return [...state.files.values()].filter((file) => state.finalAttempt(file)?.runId === runId).length;
}
