import type { QuarantineInForce } from "../events/quarantine-entry.ts";
import type { RunEvent } from "../events/run-event.ts";

type Of<Kind extends RunEvent["kind"]> = Extract<RunEvent, { kind: Kind }>;

/**
 * The events of several containers without those that say again what one of them has said: that the run began, which files
 * there are, what is in quarantine, the same problem. How they ended is left out. Pure.
 * @param events of all of them, in the order of their times.
 */
export function toldOnce(events: readonly RunEvent[]): RunEvent[] {
  const selected = allSelected(events);
  const quarantine = allQuarantine(events);
  const told = new Set<string>();
  return events.flatMap((event): RunEvent[] => {
    const key = keyOf(event);
    if (key === undefined) return [event];
    if (key === "" || told.has(key)) return [];
    told.add(key);
    if (event.kind === "files-selected") return [{ ...event, ...selected }];
    return event.kind === "quarantine" ? [{ ...event, entries: quarantine }] : [event];
  });
}

/** What is told once; `""`: not at all; undefined: as often as it happens. */
function keyOf(event: RunEvent): string | undefined {
  switch (event.kind) {
    case "run-started":
    case "files-selected":
    case "quarantine":
      return event.kind;
    case "quarantine-over":
      return JSON.stringify([event.kind, event.file, event.test]);
    case "problem":
      return JSON.stringify([event.code, event.message]);
    case "jest-exited":
    case "interrupted":
    case "run-finished":
      return "";
    default:
      return undefined;
  }
}

function allSelected(
  events: readonly RunEvent[],
): Pick<Of<"files-selected">, "files" | "expectedMs" | "past"> {
  const each = events.filter((event) => event.kind === "files-selected");
  return {
    files: [...new Set(each.flatMap(({ files }) => files))],
    expectedMs: Object.assign({}, ...each.map(({ expectedMs }) => expectedMs).reverse()),
    past: Object.assign({}, ...each.map(({ past }) => past).reverse()),
  };
}

/** An entry names the files of each container that it fits. */
function allQuarantine(events: readonly RunEvent[]): QuarantineInForce[] {
  const entries = new Map<string, QuarantineInForce>();
  for (const entry of events.flatMap((event) => (event.kind === "quarantine" ? event.entries : []))) {
    const key = JSON.stringify([entry.file, entry.test, entry.until]);
    const files = new Set([...(entries.get(key)?.files ?? []), ...entry.files]);
    entries.set(key, { ...entry, files: [...files] });
  }
  return [...entries.values()];
}
