import type { RunEvent } from "@regatta/run-log";
import type { Span } from "../spans/span.ts";
import { spanTree } from "../spans/span-tree.ts";
import { Drawing } from "./drawing.ts";
import type { TraceFile } from "./trace-event.ts";

/**
 * A run as a file that Perfetto (ui.perfetto.dev) and Chrome's tracing read: a group of tracks for the run and its counters,
 * one for each account. Times count from the run's start. Pure. @param events as for `spanTree`.
 */
export function perfettoTrace(events: readonly RunEvent[]): TraceFile {
  const root = spanTree(events);
  const drawing = new Drawing(root.from);
  drawing.run(root);
  for (const [account, stays] of byAccount(root)) drawing.account(account, stays);
  return {
    displayTimeUnit: "ms",
    otherData: {
      run: String(root.attributes["cicd.pipeline.run.id"]),
      startedAt: new Date(root.from).toISOString(),
      result: root.result,
    },
    traceEvents: drawing.events,
  };
}

function byAccount({ children }: Span): Map<string, Span[]> {
  const stays = new Map<string, Span[]>();
  for (const child of children) {
    if (child.kind !== "account" || child.account === undefined) continue;
    stays.set(child.account, [...(stays.get(child.account) ?? []), child]);
  }
  return stays;
}
