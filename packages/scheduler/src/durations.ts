/**
 * The middle value; of an even number of values the mean of the two in the middle.
 * @returns undefined for no values.
 */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) return undefined;
  return lower + (upper - lower) / 2;
}

/**
 * The shortest time in which files of these lengths can be run, whatever the schedule: no run ends before its
 * longest file, and none shares the work out better than evenly.
 * @param durationsMs the length of each file, ms.
 * @param accounts how many files can run at once, at least 1.
 * @returns ms; 0 for no files.
 */
export function lowerBound(durationsMs: readonly number[], accounts: number): number {
  let longest = 0;
  let sum = 0;
  for (const duration of durationsMs) {
    longest = Math.max(longest, duration);
    sum += duration;
  }
  return Math.max(longest, sum / Math.max(1, accounts));
}

/** What runs files one after the other. */
export interface Slot {
  /** How long what runs there now still takes, ms; 0 for a free one. */
  busyMs: number;
  /** Whether it can take a file, by its place in the list; every file when left out. */
  accepts?: (file: number) => boolean;
}

/**
 * When the last of the files ends if each, in the order given, goes to the slot that is free first of those that
 * accept it (list scheduling, Graham 1966).
 * @param durationsMs files still to start, ms, in the order they will be started.
 * @returns ms from now; Infinity when no slot accepts a file.
 */
export function listMakespan(durationsMs: readonly number[], slots: readonly Slot[]): number {
  const ends = slots.map(({ busyMs }) => busyMs);
  for (const [file, duration] of durationsMs.entries()) {
    let first = -1;
    for (const [slot, { accepts }] of slots.entries()) {
      const sooner = first < 0 || (ends[slot] ?? 0) < (ends[first] ?? 0);
      if (sooner && (accepts?.(file) ?? true)) first = slot;
    }
    if (first < 0) return Number.POSITIVE_INFINITY;
    ends[first] = (ends[first] ?? 0) + duration;
  }
  return ends.reduce((latest, end) => Math.max(latest, end), 0);
}
