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

/**
 * When the last of the files ends if each, in the order given, goes to the slot that is free first
 * (list scheduling, Graham 1966).
 * @param durationsMs files still to start, ms, in the order they will be started.
 * @param busyMs for each slot, how long what runs there now still takes, ms; 0 for a free one.
 * @returns ms from now; Infinity when there are files and no slot.
 */
export function listMakespan(durationsMs: readonly number[], busyMs: readonly number[]): number {
  const slots = [...busyMs];
  for (const duration of durationsMs) {
    let first = 0;
    for (let slot = 1; slot < slots.length; slot++) {
      if ((slots[slot] ?? 0) < (slots[first] ?? 0)) first = slot;
    }
    slots[first] = (slots[first] ?? Number.POSITIVE_INFINITY) + duration;
  }
  return slots.reduce((latest, end) => Math.max(latest, end), 0);
}
