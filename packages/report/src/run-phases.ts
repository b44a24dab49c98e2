import { describeWaiting, type RunEvent } from "@regatta/run-log";
import type { RunPhase } from "./report-data.ts";

/** What the run as a whole was at: its start, waiting for accounts, work, and handing back. Pure. */
export function runPhases(events: readonly RunEvent[], zero: number): RunPhase[] {
  const at = (event: RunEvent | undefined) => (event ? event.at - zero : undefined);
  const end = at(events.at(-1)) ?? 0;
  const selected = at(events.find(({ kind }) => kind === "files-selected"));
  const leased = at(events.find(({ kind }) => kind === "lease-acquired"));
  const lastFile = at(events.findLast(({ kind }) => kind === "file-finished" || kind === "file-cut-off"));
  const begun = selected ?? leased ?? end;
  const working = leased === undefined ? end : Math.max(begun, leased);
  const ending = lastFile === undefined ? end : Math.max(working, lastFile);
  const all: RunPhase[] = [
    { kind: "starting", from: 0, to: begun, text: "Jest names its files" },
    { kind: "waiting", from: begun, to: working, text: whyWaiting(events) },
    { kind: "working", from: working, to: ending },
    { kind: "ending", from: ending, to: end, text: "accounts are handed back, Jest ends" },
  ];
  return all.filter(({ from, to }) => to > from);
}

function whyWaiting(events: readonly RunEvent[]): string {
  const waiting = events.find((event) => event.kind === "lease-waiting");
  return waiting ? describeWaiting(waiting) : "accounts are leased";
}
