import type { FileStats } from "./run-stats.ts";

/** Files that were flaky, those that were in most runs first, then by the share of their runs. Pure. */
export function flakyFiles(files: readonly FileStats[]): FileStats[] {
  return files
    .filter(({ flakyRuns }) => flakyRuns > 0)
    .sort((a, b) => b.flakyRuns - a.flakyRuns || b.flakyShare - a.flakyShare || byName(a, b));
}

/** Files that made runs red, those that made most runs so first. Pure. */
export function redFiles(files: readonly FileStats[]): FileStats[] {
  return files
    .filter(({ redRuns }) => redRuns > 0)
    .sort((a, b) => b.redRuns - a.redRuns || a.runs - b.runs || byName(a, b));
}

/** Files that passed, those whose median is longest first. Pure. */
export function slowestFiles(files: readonly FileStats[]): FileStats[] {
  const median = ({ passMs }: FileStats) => passMs?.median ?? -1;
  return files.filter((file) => median(file) >= 0).sort((a, b) => median(b) - median(a) || byName(a, b));
}

/** Files that take longer and longer, those that grew most first, in ms. Pure. */
export function growingFiles(files: readonly FileStats[]): FileStats[] {
  const grown = ({ growth }: FileStats) => (growth ? growth.nowMs - growth.beforeMs : 0);
  return files.filter(({ growth }) => growth).sort((a, b) => grown(b) - grown(a) || byName(a, b));
}

function byName(a: FileStats, b: FileStats): number {
  return a.file < b.file ? -1 : 1;
}
