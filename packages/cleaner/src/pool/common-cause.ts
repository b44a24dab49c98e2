/** So many accounts in a row have to fail the same way, with none cleaned or failing otherwise in between. */
const inARow = 3;

/** An ended cleaning: the signature of its failure, or undefined when it was none. */
export type EndedCleaning = string | undefined;

/**
 * Whether what went wrong is not the accounts' fault: the last few that ended failed the same way. Then the cause is the
 * cleaner's permissions, the region, or something all of them have, and trying the rest would only quarantine the pool.
 * @param ended in the order in which they ended. @returns the signature they share. Pure.
 */
export function commonCause(ended: readonly EndedCleaning[]): string | undefined {
  const last = ended.slice(-inARow);
  const [first] = last;
  return last.length === inARow && last.every((one) => one === first) ? first : undefined;
}
