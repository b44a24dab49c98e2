import type { RunState } from "../state/run-state.ts";
import type { PastResult } from "./past-result.ts";

/** What became of every attempt of a run that came to its end, by file: not of one that was cut off, or never began. */
export function fileResults({ files, runId }: RunState): Map<string, PastResult[]> {
  const results = new Map<string, PastResult[]>();
  for (const { file, attempts } of files.values()) {
    const ended = attempts.flatMap(({ startedAt, end }, i) => {
      if (end?.kind !== "finished" || end.unstarted) return [];
      const { outcome, durationMs: ms } = end;
      return [{ ms, outcome, attempt: i + 1, runId, at: startedAt + ms }];
    });
    if (ended.length > 0) results.set(file, ended);
  }
  return results;
}

/** How long each service took to deploy: the median over the accounts, as one result. */
export function deployResults(state: RunState): Map<string, PastResult[]> {
  const { runId, lastAt: at } = state;
  return new Map(
    Object.entries(state.deployDurations()).map(([service, ms]) => [
      service,
      [{ ms, outcome: "passed", attempt: 1, runId, at }],
    ]),
  );
}
