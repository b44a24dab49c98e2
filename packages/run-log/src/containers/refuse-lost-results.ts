import type { RunEvent } from "../events/run-event.ts";
import type { ContainerLog } from "./container-log.ts";

/**
 * The logs with every result refused that the queue has from another container: its own container may not have lived to be
 * told. Pure.
 */
export function refuseLostResults(logs: readonly ContainerLog[]): ContainerLog[] {
  const kept = new Map<string, Set<string>>();
  for (const event of logs.flatMap(({ events }) => events)) {
    if (event.kind !== "file-elsewhere" || event.verdict === undefined) continue;
    kept.set(event.file, new Set([...(kept.get(event.file) ?? []), event.container]));
  }
  return logs.map((log) => {
    const isAnothers = (file: string) => {
      const by = kept.get(file);
      return by !== undefined && !by.has(String(log.index)) && !by.has(log.id ?? "");
    };
    return { ...log, events: log.events.flatMap((event) => [event, ...refusal(event, isAnothers)]) };
  });
}

// An attempt that failed and is tried again has no result to lose: how it went stays told.
function refusal(event: RunEvent, isAnothers: (file: string) => boolean): RunEvent[] {
  if (event.kind !== "file-finished" || !isAnothers(event.file)) return [];
  if (event.final === false && event.outcome !== "passed") return [];
  const { seq, at, account, file, runId = "" } = event;
  return [{ kind: "result-refused", seq, at, runId, account, file }];
}
