import { median } from "@regatta/foundation";
import type { PastResult, PastResults } from "./past-result.ts";
import { type Weighted, weightedMedian } from "./weighted-median.ts";

/** How long something is going to take, judged by how long it took. */
export interface Expectation {
  /** As likely shorter as longer, ms. */
  expectedMs: number;
  /** Shorter with a likelihood of about 95 %, ms. */
  p95Ms: number;
}

// Each result counts three quarters of the next: one outlier never decides, three in a row always do.
const FADING = 0.75;
// Of ln(duration), where nothing is known of a file: test files that wait for AWS vary by about a quarter.
const USUAL_SPREAD = 0.25;
/** So many results weigh as much as that guess. */
const GUESS_COUNTS_AS = 4;
/** The 95th percentile of a normal distribution, in standard deviations. */
const Z95 = 1.645;
/** The median of what a normal distribution deviates by, as a share of its standard deviation. */
const MEDIAN_DEVIATION = 0.6745;
/** By how much a median of n values is off: its variance is that of one value times this, over n. */
const MEDIAN_VARIANCE = Math.PI / 2;
// What a busy machine adds to anything, however short.
const MARGIN_MS = 200;

/**
 * What to expect after these results, the oldest first. The median of the last ones, the later the more; and their
 * spread, which with few results leans towards what is usual (as a prior of a lognormal distribution would).
 *
 * Passes count. A failure counts where it took at least as long as passes do: one that ended early says nothing of the
 * file's length, one that ended late took its time. Crashes and time-outs count only where there is nothing else: what
 * they took is the machine's limit, not the file's length.
 * @returns undefined without results.
 */
export function expectationOf(results: readonly PastResult[]): Expectation | undefined {
  const values = weighted(telling(results));
  const expectedMs = weightedMedian(values);
  if (expectedMs === undefined) return undefined;
  const spread = spreadOf(values, expectedMs);
  return {
    expectedMs: Math.round(expectedMs),
    p95Ms: Math.round(expectedMs * Math.exp(Z95 * spread) + MARGIN_MS),
  };
}

/** What to expect of everything on record, ms by name. */
export function expectations(results: PastResults): {
  expectedMs: Record<string, number>;
  p95Ms: Record<string, number>;
} {
  const all = [...results].flatMap(([name, list]) => {
    const expectation = expectationOf(list);
    return expectation ? [[name, expectation] as const] : [];
  });
  return {
    expectedMs: Object.fromEntries(all.map(([name, { expectedMs }]) => [name, expectedMs])),
    p95Ms: Object.fromEntries(all.map(([name, { p95Ms }]) => [name, p95Ms])),
  };
}

/** The durations that tell how long the file is, the oldest first. */
function telling(results: readonly PastResult[]): number[] {
  const judged = results.filter(({ ms }) => Number.isFinite(ms) && ms >= 0);
  const passes = judged.filter(({ outcome }) => outcome === "passed").map(({ ms }) => ms);
  const usual = median(passes) ?? 0;
  const full = judged.filter(
    ({ outcome, ms }) => outcome === "passed" || (outcome === "failed" && ms >= usual),
  );
  return (full.length > 0 ? full : judged).map(({ ms }) => ms);
}

function weighted(values: readonly number[]): Weighted[] {
  return values.map((value, at) => ({ value, weight: FADING ** (values.length - 1 - at) }));
}

/** Of ln(duration) around the middle, the middle's own uncertainty included. */
function spreadOf(values: readonly Weighted[], middle: number): number {
  const deviations = values.map(({ value, weight }) => ({
    value: Math.abs(Math.log(Math.max(1, value) / Math.max(1, middle))),
    weight,
  }));
  const own = (weightedMedian(deviations) ?? 0) / MEDIAN_DEVIATION;
  const others = values.length - 1;
  const variance = (others * own ** 2 + GUESS_COUNTS_AS * USUAL_SPREAD ** 2) / (others + GUESS_COUNTS_AS);
  return Math.sqrt(variance * (1 + MEDIAN_VARIANCE / worth(values)));
}

/** How many equal values would say as much as these (Kish's effective sample size). */
function worth(values: readonly Weighted[]): number {
  const sum = values.reduce((total, { weight }) => total + weight, 0);
  return sum ** 2 / values.reduce((total, { weight }) => total + weight ** 2, 0);
}
