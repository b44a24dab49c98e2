import { median } from "./durations.ts";
import { Entry } from "./entry.ts";
import type { FileToRun } from "./file-to-run.ts";
import { needsOf } from "./needs.ts";

/**
 * The files as the schedule keeps them. Unknown ones count as the median; a file that needs several accounts weighs
 * as much as it keeps busy.
 * @param inOrder whether they start in the order given.
 * @param leastLateMs none is late before it has taken so long, ms.
 * @throws Error when a path is given twice, or a file's `accounts` is not a positive integer.
 */
export function listEntries(
  files: readonly FileToRun[],
  { inOrder, leastLateMs }: { inOrder: boolean; leastLateMs: number },
): Entry[] {
  if (new Set(files.map(({ path }) => path)).size !== files.length) throw new Error("a file is listed twice");
  const typical = median(files.map(({ expectedMs }) => expectedMs).filter(isDuration));
  return files.map((file, position) => {
    const { path, expectedMs, p95Ms, atMostMs } = file;
    const known = isDuration(expectedMs) ? expectedMs : undefined;
    const expected = known ?? typical;
    const usualMs = isDuration(p95Ms) ? Math.max(p95Ms, known ?? 0) : doubled(known);
    const boundMs = smaller(usualMs, atMostMs);
    const needs = needsOf(file);
    const weight = inOrder ? 0 : (expected ?? 1) * needs.accounts;
    const lateMs = atLeast(leastLateMs, usualMs ?? doubled(typical));
    return new Entry({ path, needs, weight, position, boundMs, lateMs });
  });
}

function doubled(durationMs: number | undefined): number | undefined {
  return durationMs === undefined ? undefined : 2 * durationMs;
}

function atLeast(leastMs: number, durationMs: number | undefined): number | undefined {
  return durationMs === undefined ? undefined : Math.max(leastMs, durationMs);
}

function smaller(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function isDuration(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}
