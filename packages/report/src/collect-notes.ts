import { describeLeak, nameOfEntry, type RunEvent, type RunState } from "@regatta/run-log";
import { plain } from "./plain.ts";
import type { ReportNote } from "./report-data.ts";

/** What somebody should know of beside files, deploys and how accounts ended. Pure. */
export function collectNotes(events: readonly RunEvent[], state: RunState): ReportNote[] {
  const problems = state.problems.map(({ code, message, nextStep }): ReportNote => {
    return {
      kind: "problem",
      code,
      text: plain(message),
      ...(nextStep ? { nextStep: plain(nextStep) } : {}),
    };
  });
  const suspects = [...state.suspects.values()].map(
    ({ account, reason }): ReportNote => ({ kind: "suspect", account, text: plain(reason) }),
  );
  const leaks = state.leaks.map(
    (leak): ReportNote => ({ kind: "leak", account: leak.account, text: plain(describeLeak(leak)) }),
  );
  const over = state.quarantineOver.map(
    (entry): ReportNote => ({
      kind: "quarantine",
      text: `the quarantine of ${nameOfEntry(entry)} ended on ${entry.until}`,
    }),
  );
  return [...problems, ...lostContainers(events), ...suspects, ...leaks, ...over];
}

// Every container that is left may see it.
function lostContainers(events: readonly RunEvent[]): ReportNote[] {
  const lost = new Map<string, readonly string[]>();
  for (const event of events) if (event.kind === "container-lost") lost.set(event.container, event.files);
  return [...lost].map(([container, files]) => ({
    kind: "container",
    text: `container ${container} was silent for too long, and ${files.length > 0 ? `${files.join(", ")} waited again for another` : "had no file under way"}`,
  }));
}
