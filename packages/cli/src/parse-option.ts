import { InvalidArgumentError } from "commander";

/** A parser of an option's whole number within limits, both included. Commander tells what it throws. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^-?\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A parser of an option's duration, in ms: `90s`, `10m`, `1h30m`, `2d`; a number alone is seconds. Commander tells what
 * it throws. @param mostMs the longest one that is taken.
 */
export function durationUpTo(mostMs: number): (text: string) => number {
  return (text) => {
    const parts = /^\d+$/.test(text) ? [[text, "s"]] : partsOf(text);
    const ms = parts.reduce(
      (sum, [number, unit]) => sum + Number(number) * UNIT_MS[unit as keyof typeof UNIT_MS],
      0,
    );
    if (parts.length > 0 && ms <= mostMs) return ms;
    throw new InvalidArgumentError(
      `Expected a duration of at most ${mostMs / UNIT_MS.h} h: 90s, 10m, 1h30m.`,
    );
  };
}

// Larger units first, each once.
function partsOf(text: string): string[][] {
  const [, ...numbers] = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  return numbers.flatMap((number, i) => (number === undefined ? [] : [[number, "dhms"[i] ?? ""]]));
}

/** How many accounts: at most, or from the number a run begins with to the most it holds. */
export interface AccountsRange {
  min?: number;
  max: number;
}

/** As many as a run is worth. */
export type AccountsWanted = AccountsRange | "auto";

/** Parses a number of accounts. Commander tells what it throws. */
export const accounts = wholeNumber(1, 1_000);

/** Parses `auto`, or a range. Commander tells what it throws. */
export function accountsWanted(text: string): AccountsWanted {
  return text === "auto" ? text : accountsRange(text);
}

/** Parses `8`, or `2..8`. Commander tells what it throws. */
export function accountsRange(text: string): AccountsRange {
  const [least, most, ...rest] = text.split("..");
  if (most === undefined) return { max: accounts(text) };
  const range = { min: accounts(least ?? ""), max: accounts(most) };
  if (range.min <= range.max && rest.length === 0) return range;
  throw new InvalidArgumentError("Expected the fewest and the most accounts, as in 2..8.");
}

/** Parses `2/3`: the second of three. Commander tells what it throws. */
export function containerOf(text: string): { index: number; of: number } {
  const [, index, of] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index && of && index <= of) return { index, of };
  throw new InvalidArgumentError("Expected which container this is and how many there are, as in 2/3.");
}
