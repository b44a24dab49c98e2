import type { FileToRun } from "./file-to-run.ts";

/** What a file needs to run; files with equal needs wait together. */
export interface Needs {
  /** Undefined: every service there is. */
  readonly requires: readonly string[] | undefined;
  readonly isExclusive: boolean;
  readonly locks: readonly string[];
  /** How many accounts at once, at least 1. */
  readonly accounts: number;
  /** The same for equal needs, whatever order they are named in. */
  readonly key: string;
}

/** @throws Error when `accounts` is not a positive integer. */
export function needsOf({ path, requires, exclusive, locks = [], accounts = 1 }: FileToRun): Needs {
  if (!Number.isInteger(accounts) || accounts < 1) {
    throw new Error(`${path} needs a positive number of accounts, not ${accounts}`);
  }
  const isExclusive = exclusive === true;
  const set = (names: readonly string[]) => [...new Set(names)].sort();
  const key = JSON.stringify([requires && set(requires), isExclusive, set(locks), accounts]);
  return { requires, isExclusive, locks: set(locks), accounts, key };
}

/** Whether any account with its services will do for such a file, at any time. */
export function isPlain({ isExclusive, locks, accounts }: Needs): boolean {
  return !isExclusive && locks.length === 0 && accounts === 1;
}
