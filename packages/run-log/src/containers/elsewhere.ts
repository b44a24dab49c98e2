import type { RunEvent } from "../run-event.ts";
import type { ContainerLog } from "./container-log.ts";

/** Whether an event of one of the logs only says what another of them says better. Pure. */
export function saidBetter(logs: readonly ContainerLog[]): (event: RunEvent) => boolean {
  // A container that others had not heard of yet is named by its id.
  const endedBy = new Map<string, Set<string>>();
  for (const log of logs) {
    const ended = endedIn(log);
    for (const name of [String(log.index), log.id ?? ""]) {
      endedBy.set(name, new Set([...(endedBy.get(name) ?? []), ...ended]));
    }
  }
  return (event) => {
    if (event.kind === "container-said") return !event.own && endedBy.has(event.container);
    if (event.kind !== "file-elsewhere") return false;
    // Without a verdict another container is at it, which may be one that never ended it.
    return event.verdict === undefined || endedBy.get(event.container)?.has(event.file) === true;
  };
}

/** The files that have their final result from this container. */
function endedIn({ events }: ContainerLog): Set<string> {
  const ended = new Set<string>();
  for (const event of events) {
    if (event.kind === "file-finished" && event.final !== false) ended.add(event.file);
    if (event.kind === "result-refused") ended.delete(event.file);
  }
  return ended;
}
