/** The part of the run that is shown, ms from its beginning. */
export interface ViewRange {
  from: number;
  to: number;
}

/** Nothing is looked at closer than this, ms. */
const CLOSEST = 20;

/** Makes what is shown longer or shorter, with one moment staying where it is. @param factor below 1 is closer. */
export function zoomed(range: ViewRange, total: number, moment: number, factor: number): ViewRange {
  const length = range.to - range.from;
  const next = Math.min(total, Math.max(Math.min(CLOSEST, total), length * factor));
  const share = length > 0 ? (moment - range.from) / length : 0.5;
  return within({ from: moment - share * next, to: moment + (1 - share) * next }, total);
}

/** Moves what is shown. @param by ms, later when positive. */
export function moved(range: ViewRange, total: number, by: number): ViewRange {
  return within({ from: range.from + by, to: range.to + by }, total);
}

/** Shows a stretch of time with something around it. */
export function around(stretch: ViewRange, total: number): ViewRange {
  const margin = Math.max(CLOSEST, (stretch.to - stretch.from) * 0.4);
  return within({ from: stretch.from - margin, to: stretch.to + margin }, total);
}

/** The same, moved as little as it takes to show all of a stretch; closer or wider only where it is longer. */
export function showing(range: ViewRange, stretch: ViewRange, total: number): ViewRange {
  if (stretch.to - stretch.from > range.to - range.from) return around(stretch, total);
  if (stretch.from < range.from) return moved(range, total, stretch.from - range.from);
  if (stretch.to > range.to) return moved(range, total, stretch.to - range.to);
  return range;
}

/**
 * What is shown once the run has gone on: all of it stays all of it, and what reached to its end reaches there again.
 * @param before how long the run was, ms.
 */
export function followed(range: ViewRange, before: number, total: number): ViewRange {
  if (range.from <= 0 && range.to >= before) return { from: 0, to: total };
  if (range.to >= before) return moved(range, total, total - before);
  return within(range, total);
}

function within({ from, to }: ViewRange, total: number): ViewRange {
  const length = Math.min(total, to - from);
  const start = Math.min(Math.max(0, from), total - length);
  return { from: start, to: start + length };
}
