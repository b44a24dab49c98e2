import { InvalidArgumentError } from "commander";

/** Where a look back begins: at a day, or so long before now. */
export type Since = { at: number } | { agoMs: number };

const DAY_MS = 86_400_000;
const UNITS_MS = { h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS };
/** How long records are kept. */
const MOST_MS = 400 * DAY_MS;

/** Parses `12h`, `30d`, `8w`, or a day of UTC, `2026-01-31`. Commander tells what it throws. */
export function since(text: string): Since {
  const [, number, unit] = /^(\d+)([hdw])$/.exec(text) ?? [];
  const agoMs = Number(number) * (UNITS_MS[unit as keyof typeof UNITS_MS] ?? Number.NaN);
  if (agoMs > 0 && agoMs <= MOST_MS) return { agoMs };
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(at) && new Date(at).toISOString().startsWith(text)) return { at };
  throw new InvalidArgumentError(
    "Expected how far back, 400 days at most, as in 12h, 30d, 8w; or a day, as in 2026-01-31.",
  );
}

/** The moment it is, ms since the epoch. @param now ms since the epoch. Pure. */
export function momentOf(from: Since, now: number): number {
  return "at" in from ? Math.min(from.at, now) : now - from.agoMs;
}
