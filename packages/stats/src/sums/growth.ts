import { median } from "@regatta/foundation";
import type { Growth } from "./run-stats.ts";

/** So many groups of results are compared at most: each by its median, so that many runs cost no more than some. */
const GROUPS = 30;
/** With fewer no trend can be told from chance. */
const LEAST = 6;
/** Of the standard normal distribution: one in 200 lies above it. */
const SURE = 2.576;
/** Less than this is not worth telling: a share of what it was, and ms. */
const TELLING_SHARE = 0.2;
const TELLING_MS = 1_000;

/**
 * Whether durations, the oldest first, grow: by the Mann-Kendall test for a trend (Mann 1945, Kendall 1975), which asks only
 * which of two is the longer, so that no outlier decides; and by a fifth and a second at least. Pure.
 * @returns how long it took before and takes now, ms; undefined where it does not grow, or that is not known.
 */
export function growthOf(times: readonly number[]): Growth | undefined {
  const groups = grouped(times);
  if (groups.length < LEAST || trend(groups) < SURE) return undefined;
  const third = Math.ceil(times.length / 3);
  const beforeMs = median(times.slice(0, third)) ?? 0;
  const nowMs = median(times.slice(-third)) ?? 0;
  const isTelling = nowMs - beforeMs >= Math.max(TELLING_MS, TELLING_SHARE * beforeMs);
  return isTelling ? { beforeMs, nowMs } : undefined;
}

function grouped(times: readonly number[]): number[] {
  if (times.length <= GROUPS) return [...times];
  return Array.from({ length: GROUPS }, (_, i) => {
    const from = Math.floor((i * times.length) / GROUPS);
    const to = Math.floor(((i + 1) * times.length) / GROUPS);
    return median(times.slice(from, to)) ?? 0;
  });
}

/** By how many standard deviations there are more pairs that grow than pairs that shrink; ties are left out of account. */
function trend(values: readonly number[]): number {
  const n = values.length;
  let score = 0;
  for (const [i, later] of values.entries()) {
    for (const earlier of values.slice(0, i)) score += Math.sign(later - earlier);
  }
  const deviation = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  return (score - Math.sign(score)) / deviation;
}
