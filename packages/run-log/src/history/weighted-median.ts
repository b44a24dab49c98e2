/** A value, and how much it counts. */
export interface Weighted {
  value: number;
  weight: number;
}

/**
 * The value with as much weight below it as above; where the weights part exactly between two values, their mean.
 * @returns undefined for no values.
 */
export function weightedMedian(values: readonly Weighted[]): number | undefined {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let below = 0;
  for (const [at, { value, weight }] of sorted.entries()) {
    below += weight;
    if (below > half) return value;
    if (below === half) return (value + (sorted[at + 1]?.value ?? value)) / 2;
  }
  return sorted.at(-1)?.value;
}
