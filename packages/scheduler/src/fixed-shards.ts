export interface FixedShard {
  /** Every file of the run; the same in all shards, in whatever order. */
  files: readonly string[];
  /** How long files are expected to take, ms; the same in all shards. Empty where that cannot be had. */
  expectedMs: Readonly<Record<string, number>>;
  /** Which shard, from 1. */
  index: number;
  /** How many shards there are. */
  of: number;
}

/**
 * The files of one fixed shard: who works out all shards from the same files and times gets each file once. With times,
 * the longest first to the shard with the least to do (Graham's LPT rule, 1969), files nobody timed as long as the one in
 * the middle; without times by name, in turns.
 * @returns them in the order in which they were dealt out.
 */
export function fixedShard({ files, expectedMs, index, of }: FixedShard): string[] {
  const byName = [...new Set(files)].sort();
  const times = byName.flatMap((file) => expectedMs[file] ?? []).sort((a, b) => a - b);
  const typical = times[times.length >> 1];
  if (typical === undefined) return byName.filter((_, i) => i % of === index - 1);
  const length = (file: string) => expectedMs[file] ?? typical;
  const longestFirst = byName.sort((a, b) => length(b) - length(a));
  const loads = Array.from({ length: of }, () => 0);
  return longestFirst.filter((file) => {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + length(file);
    return least === index - 1;
  });
}
