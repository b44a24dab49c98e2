import type { RunEvent } from "@regatta/run-log";

/**
 * The log of a run as several containers would have written it, its accounts dealt out to them.
 * @param killed the number of one whose log ends half-way, from 1.
 */
export function dealtRun(events: readonly RunEvent[], of: number, killed?: number): RunEvent[][] {
  const accounts = [...new Set(events.flatMap((event) => ("account" in event ? [event.account] : [])))];
  return Array.from({ length: of }, (_, i) => {
    const own = new Set(accounts.filter((_account, n) => n % of === i));
    const log = events
      .filter((event) => !("account" in event) || own.has(event.account))
      .flatMap((event): RunEvent[] => {
        if (event.kind === "run-started") return [{ ...event, runId: `${event.runId}-${i + 1}` }];
        if (event.kind !== "files-selected") return [event];
        const { seq, at } = event;
        return [
          event,
          { kind: "container-joined", seq, at, key: "ci/7", index: i + 1, of, id: `id-${i + 1}` },
        ];
      });
    return i + 1 === killed ? log.slice(0, Math.ceil(log.length / 2)) : log;
  });
}
