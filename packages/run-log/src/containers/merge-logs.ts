import type { RunEvent } from "../events/run-event.ts";
import { type ContainerLog, containerLog } from "./container-log.ts";
import { saidBetter } from "./elsewhere.ts";
import { lastEvents } from "./last-events.ts";
import { ensureOneRun } from "./one-run.ts";
import { refuseLostResults } from "./refuse-lost-results.ts";
import { clockShifts } from "./server-clock.ts";
import { toldOnce } from "./told-once.ts";
import { withItsEnd } from "./with-its-end.ts";

/**
 * Puts the logs of the containers of one run together into one, which says of the whole run what a log says of a run on
 * one machine: it begins once, selects all files that any container selected, and ends once, with the worst that a
 * container ended with. Every event says by `runId` whose it is. Where the log of a container is missing, what the others
 * know of its files stays. Pure.
 * @param logs in any order; the same log twice counts once. One alone is returned as it is.
 * @throws RegattaError LOGS_APART where they are not of one run.
 */
export function mergeLogs(logs: ReadonlyArray<readonly RunEvent[]>): RunEvent[] {
  const containers = distinct(logs.map(containerLog));
  const [only, ...others] = containers;
  if (!only || others.length === 0) return [...(only?.events ?? [])];
  ensureOneRun(containers);
  const shifts = clockShifts(containers);
  const all = containers.map((log, i) => inOneTime(log, shifts[i] ?? 0));
  const ends = lastEvents(all);
  // While the run is under way, a log without its end is of a container that goes on.
  const whole = refuseLostResults(ends.length > 0 ? all.map(withItsEnd) : all);
  const events = whole.flatMap((log) => log.events).sort((a, b) => a.at - b.at);
  const isSaidBetter = saidBetter(whole);
  const kept = toldOnce(events).filter((event) => !isSaidBetter(event));
  const at = events.at(-1)?.at ?? 0;
  return [...kept, ...ends.map((event) => ({ ...event, at }))].map((event, seq) => ({ ...event, seq }));
}

/** By the containers' numbers, those that never had one last. Of two copies of a log one may have been made while the run was under way. */
function distinct(logs: readonly ContainerLog[]): ContainerLog[] {
  const byRun = new Map<string, ContainerLog>();
  for (const log of logs) {
    const before = byRun.get(log.runId);
    if (!before || before.events.length < log.events.length) byRun.set(log.runId, log);
  }
  return [...byRun.values()].sort((a, b) => numberOf(a) - numberOf(b));
}

function numberOf({ index = Number.MAX_SAFE_INTEGER }: ContainerLog): number {
  return index;
}

// Sorting must not turn the events of a machine round whose clock was set back.
function inOneTime(log: ContainerLog, shift: number): ContainerLog {
  let latest = Number.NEGATIVE_INFINITY;
  const events = log.events.map((event): RunEvent => {
    latest = Math.max(latest, event.at + shift);
    return { ...event, at: latest, runId: log.runId };
  });
  return { ...log, events };
}
