/** How far something under way is, ms. */
export interface Progress {
  elapsedMs: number;
  expectedMs?: number | undefined;
}

/** The longest wait, in shortest ones. */
const longest = 5;

/**
 * The wait before the next look at something under way, ms: from `pollMs` to five times that. Where nothing is known of
 * its end it is a hundredth of the time gone by, so that the end is seen late by no more than that. Where an end is
 * expected it is a quarter of the time left: seldom while nothing will happen, often around the end, and seldom again
 * the longer it is overdue. Pure.
 */
export function waitBefore(pollMs: number, { elapsedMs, expectedMs }: Progress): number {
  const wait = expectedMs === undefined ? elapsedMs / 100 : untilExpected(expectedMs - elapsedMs);
  return Math.min(longest * pollMs, Math.max(pollMs, wait));
}

function untilExpected(leftMs: number): number {
  return leftMs > 0 ? leftMs / 4 : -leftMs / 10;
}
