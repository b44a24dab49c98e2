/** A share, 0 to 1, in per cent: never 100 % or 0 % unless it is. */
export function percentText(share: number): string {
  const value = share * 100;
  if (value === 0 || value === 100) return `${value} %`;
  if (value < 1) return value < 0.1 ? "< 0.1 %" : `${value.toFixed(1)} %`;
  return value > 99 ? `${(Math.floor(value * 10) / 10).toFixed(1)} %` : `${Math.round(value)} %`;
}

/** A whole number, its thousands apart. */
export function numberText(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 0 });
}

/** Things and their number: `1 run`, `2 runs`. */
export function countText(count: number, thing: string): string {
  return `${numberText(count)} ${thing}${count === 1 ? "" : "s"}`;
}

/** A length of time that is only looked at, as on an axis: `45 s`, `12 min`, `1.5 h`, `12 d`. @param ms milliseconds. */
export function roughText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 100_000) return `${round(ms / 1_000)} s`;
  if (ms < 5_400_000) return `${round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${round(ms / 3_600_000)} h`;
  return `${numberText(ms / 86_400_000)} d`;
}

/** An amount with its currency; small ones with more digits. */
export function moneyText(value: number, currency: string): string {
  return `${value.toFixed(value !== 0 && value < 0.1 ? 4 : 2)} ${currency}`;
}

/** A moment of UTC: `31 Jan, 10:15`. @param at ms since the epoch. */
export function utcText(at: number): string {
  return new Date(at).toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
}

/** A day of UTC: `31 Jan 2026`. @param at ms since the epoch. */
export function dayText(at: number): string {
  return new Date(at).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}

function round(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
