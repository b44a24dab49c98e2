import { groupBy } from "../basics/group-by.ts";
import { sum } from "../basics/sum.ts";
import type { RunRecord } from "../record/run-record.ts";
import type { HeldUp } from "./run-stats.ts";

/** Of the files that held runs up. */
const NAMED = 5;

/** What held runs up, by kind, the most costly first. Pure. */
export function heldUp(records: readonly RunRecord[]): HeldUp[] {
  const findings = records.flatMap(({ efficiency, runId }) =>
    (efficiency?.findings ?? []).map((finding) => ({ ...finding, runId })),
  );
  return [...groupBy(findings, ({ kind }) => kind)]
    .map(([kind, those]): HeldUp => {
      const named = those.filter(({ file }) => file !== undefined);
      const byFile = [...groupBy(named, ({ file = "" }) => file)]
        .map(([file, ones]) => ({ file, costMs: sum(ones.map(({ costMs }) => costMs)) }))
        .sort((a, b) => b.costMs - a.costMs);
      return {
        kind,
        runs: new Set(those.map(({ runId }) => runId)).size,
        costMs: sum(those.map(({ costMs }) => costMs)),
        files: byFile.slice(0, NAMED).map(({ file }) => file),
      };
    })
    .sort((a, b) => b.costMs - a.costMs);
}
