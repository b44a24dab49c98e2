/** What one cleaning of accounts leaves to be counted later. Moments are ms since the epoch. */
export interface CleaningRecord {
  kind: "cleaning";
  version: number;
  runId: string;
  pool: string;
  /** Who cleaned. */
  by: string;
  startedAt: number;
  endedAt: number;
  accounts: CleanedAccount[];
  /** Why nothing more was tried: several accounts failed in this way. */
  commonCause?: string;
}

export interface CleanedAccount {
  /** `<id>/<region>`. */
  account: string;
  outcome: "cleaned" | "failed" | "quarantined" | "parked" | "given-back" | "lost" | "not-told";
  /** How long the cleaning took. */
  ms: number;
  /** Why it is not clean. */
  reason?: string;
  /** Why it became dirty, and when; missing where that is not known any more. */
  dirty?: { reason: string; since: number };
}
