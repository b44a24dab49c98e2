const dayMs = 24 * 60 * 60_000;

/** What failed cleanings in a row lead to. */
export interface CleaningFailures {
  /** This one included. */
  failures: number;
  /** With so many the account is quarantined. */
  quarantineAfter: number;
  /** How long after the first one the next cleaning may start, ms; undefined: at once, and after quarantine never. */
  retryMs?: number | undefined;
}

/**
 * Where an account goes that could not be cleaned, and how long it is left alone, ms: twice as long after each failure,
 * and a day at least once it is quarantined, when it is not a passing failure any more. Pure.
 */
export function nextCleaning(failed: CleaningFailures): { to: "dirty" | "quarantined"; afterMs?: number } {
  const { failures, quarantineAfter, retryMs } = failed;
  const to = failures >= quarantineAfter ? "quarantined" : "dirty";
  if (retryMs === undefined) return { to };
  const afterMs = Math.min(dayMs, retryMs * 2 ** (failures - 1));
  return { to, afterMs: to === "quarantined" ? Math.max(dayMs, retryMs) : afterMs };
}
