/** How far something under way is. */
export interface Progress {
  elapsedMs: number;
  expectedMs?: number | undefined;
}

/** The longest wait, in first waits. */
const longest = 5;

/**
 * The wait before look number `look` (from 0), ms. It grows by a fifth each time, up to five times the first. Where an
 * end is expected it is a quarter of the time that is left, within the same bounds: seldom while nothing will happen,
 * often around the end, and ever more seldom again the longer it is overdue. Pure.
 */
export function waitBefore(look: number, pollMs: number, progress?: Progress): number {
  if (progress?.expectedMs === undefined) return grown(look, pollMs);
  const leftMs = progress.expectedMs - progress.elapsedMs;
  const farMs = Math.abs(leftMs) / (leftMs > 0 ? 4 : 10);
  return Math.min(longest * pollMs, Math.max(pollMs, farMs));
}

function grown(look: number, pollMs: number): number {
  return pollMs * Math.min(longest, 1.2 ** look);
}
