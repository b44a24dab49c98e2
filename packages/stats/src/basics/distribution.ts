import { sum } from "./sum.ts";

/** How some figures are spread: all in the figures' own unit. */
export interface Distribution {
  count: number;
  least: number;
  median: number;
  /** By the nearest rank: the smallest figure that 95 % of all do not exceed. */
  p95: number;
  most: number;
  mean: number;
}

/** How figures are spread; undefined of none. Pure. */
export function distribution(figures: readonly number[]): Distribution | undefined {
  const sorted = figures.toSorted((a, b) => a - b);
  const [least] = sorted;
  if (least === undefined) return undefined;
  return {
    count: sorted.length,
    least,
    median: middle(sorted),
    p95: sorted[Math.ceil(0.95 * sorted.length) - 1] ?? least,
    most: sorted.at(-1) ?? least,
    mean: sum(sorted) / sorted.length,
  };
}

// Of an even number the mean of the two in the middle.
function middle(sorted: readonly number[]): number {
  const at = (sorted.length - 1) / 2;
  const lower = sorted[Math.floor(at)] ?? 0;
  const upper = sorted[Math.ceil(at)] ?? lower;
  return (lower + upper) / 2;
}
