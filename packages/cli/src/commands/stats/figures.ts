import type { Distribution, Money } from "@regatta/stats";
import { duration } from "../../output/duration.ts";

/** A share, 0 to 1, in per cent: exact to the one, small ones to the tenth; never 100 % or 0 % unless it is. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0 || value === 100) return `${value} %`;
  if (value < 1) return value < 0.1 ? "< 0.1 %" : `${value.toFixed(1)} %`;
  return value > 99 ? `${(Math.floor(value * 10) / 10).toFixed(1)} %` : `${Math.round(value)} %`;
}

/** The middle and the end of a spread of durations. */
export function spread({ count, median, p95, most }: Distribution): string {
  if (count === 1) return duration(median);
  return `median ${duration(median)}, 95 % within ${duration(p95)}, longest ${duration(most)}`;
}

/** An amount with its currency: `12.40 EUR`; small ones with more digits. */
export function amount(value: number, { currency }: Pick<Money, "currency">): string {
  const digits = value !== 0 && value < 0.1 ? 4 : 2;
  return `${value.toFixed(digits)} ${currency}`;
}

/** A moment's day: `2026-01-31`. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A moment to the minute, of UTC: `01-31 10:15`. */
export function minuteOf(at: number): string {
  return new Date(at).toISOString().slice(5, 16).replace("T", " ");
}

const DAY_MS = 86_400_000;

/** From when to when: days, and of few days to the minute. */
export function stretch({ from, to }: { from: number; to: number }): string {
  const time = (at: number) =>
    to - from > 3 * DAY_MS ? dayOf(at) : `${dayOf(at).slice(0, 5)}${minuteOf(at)}`;
  return `${time(from)} to ${time(to)}`;
}
