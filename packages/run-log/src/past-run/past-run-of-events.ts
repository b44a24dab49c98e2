import type { RunEvent } from "../events/run-event.ts";
import type { PastRun, PastStart } from "./past-run.ts";

/** What the events of a run tell of what it ran. Pure. */
export function pastRunOfEvents(events: readonly RunEvent[]): PastRun {
  const first = events.find((event) => event.kind === "run-started");
  const selected = events.flatMap((event) => (event.kind === "files-selected" ? event.files : []));
  const starts = events.flatMap((event): PastStart[] =>
    event.kind === "file-started" ? [{ file: event.file, account: event.account, at: event.at }] : [],
  );
  const started = new Set(starts.map(({ file }) => file));
  const { runId, commit, argv, fingerprints } = first ?? {};
  const container = events.find((event) => event.kind === "container-joined")?.index;
  return {
    ...(runId === undefined ? {} : { runId }),
    ...(commit === undefined ? {} : { commit }),
    ...(container === undefined ? {} : { container }),
    ...(argv === undefined ? {} : { argv }),
    ...(fingerprints === undefined ? {} : { fingerprints }),
    starts,
    neverStarted: selected.filter((file) => !started.has(file)),
  };
}
