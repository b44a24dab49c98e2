import type { RunEvent } from "../events/run-event.ts";
import { isGreen } from "../state/file-verdict.ts";
import { RunState } from "../state/run-state.ts";
import type { ContainerLog } from "./container-log.ts";

/**
 * Whether an event of one of the logs only says what another of them says better. What a container says of another's result is
 * what the queue has: where that one's log does not agree, or does not come so far, it stays. Pure.
 */
export function saidBetter(logs: readonly ContainerLog[]): (event: RunEvent) => boolean {
  const results = logs.map(({ index, id, events }) => ({ names: [String(index), id], ...endedIn(events) }));
  return (event) => {
    if (event.kind === "container-said") {
      return !event.own && results.some(({ names }) => names.includes(event.container));
    }
    if (event.kind !== "file-elsewhere") return false;
    const { verdict, file, container } = event;
    // Without a verdict another container is at it, which may be one that never ended it.
    if (verdict === undefined) return true;
    return results.some(
      // A container that others had not heard of yet is named by its id.
      ({ names, green, red }) => names.includes(container) && (isGreen(verdict) ? green : red).has(file),
    );
  };
}

/** The files that have their final result from a container, by what it makes of them. */
function endedIn(events: readonly RunEvent[]): { green: Set<string>; red: Set<string> } {
  const ended = new Set<string>();
  for (const event of events) {
    if (event.kind === "file-finished" && event.final !== false) ended.add(event.file);
    if (event.kind === "result-refused") ended.delete(event.file);
  }
  const state = RunState.of(events.filter(({ kind }) => kind !== "file-elsewhere"));
  const some = (wanted: boolean) =>
    [...ended].filter((name) => {
      const file = state.files.get(name);
      return file !== undefined && isGreen(state.verdictOf(file)) === wanted;
    });
  return { green: new Set(some(true)), red: new Set(some(false)) };
}
