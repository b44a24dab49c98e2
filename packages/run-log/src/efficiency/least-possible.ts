/** From when to when an account could be used, ms from the beginning. */
export interface Available {
  from: number;
  until: number;
}

export interface LeastPossible {
  /** Account time the files took, ms: each once. */
  workMs: number;
  /** The longest of them, ms. */
  longestMs: number;
  accounts: readonly Available[];
  /** How many files ran in one account at the same time. */
  filesPerAccount: number;
}

/**
 * The shortest time in which the files could have been run in these accounts as they came and went, whatever the order:
 * until then the accounts have as much time as the files took, and no file ends before its length after the first account
 * was usable. Pure.
 * @returns ms; Infinity where the accounts never had so much time.
 */
export function leastPossibleMs({ workMs, longestMs, accounts, filesPerAccount }: LeastPossible): number {
  if (workMs === 0 || accounts.length === 0) return 0;
  const first = Math.min(...accounts.map(({ from }) => from));
  return Math.max(first + longestMs, enoughAt(workMs / filesPerAccount, accounts));
}

/** When the accounts have had so much time together. Walks from one to the next moment at which their number changes. */
function enoughAt(workMs: number, accounts: readonly Available[]): number {
  const changes = accounts
    .filter(({ from, until }) => until > from)
    .flatMap(({ from, until }) => [
      { at: from, by: 1 },
      { at: until, by: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  let left = workMs;
  let usable = 0;
  let now = 0;
  for (const { at, by } of changes) {
    if (usable > 0 && usable * (at - now) >= left) return now + left / usable;
    left -= usable * (at - now);
    usable += by;
    now = at;
  }
  return Number.POSITIVE_INFINITY;
}
