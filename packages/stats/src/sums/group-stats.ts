import { groupBy } from "../basics/group-by.ts";
import { share } from "../basics/share.ts";
import { isWhole, purposeStats } from "./purpose-stats.ts";
import type { GroupStats } from "./run-stats.ts";
import { measuredRuns } from "./test-stats.ts";
import type { WholeRun } from "./whole-run.ts";

/** What runs of tests add up to by something they have in common, the largest group first; of no run without it. Pure. */
export function groupStats(
  runs: readonly WholeRun[],
  nameOf: (run: WholeRun) => string | undefined,
): GroupStats[] {
  return [...groupBy(runs, nameOf)]
    .flatMap(([name, those]) => (name === undefined ? [] : [groupOf(name, those)]))
    .sort((a, b) => b.runs - a.runs || (a.name < b.name ? -1 : 1));
}

function groupOf(name: string, runs: readonly WholeRun[]): GroupStats {
  const measured = measuredRuns(runs);
  const ended = measured.filter(isWhole);
  const { durationMs } = purposeStats(measured);
  const greenShare = share(ended.filter(({ outcome }) => outcome === "green").length, ended.length);
  const last = runs.findLast(isWhole);
  return {
    name,
    runs: runs.length,
    ...(greenShare === undefined ? {} : { greenShare }),
    ...(durationMs ? { durationMs } : {}),
    ...(last ? { last: { at: last.to, outcome: last.outcome, runId: last.runId } } : {}),
  };
}
