/** What came of one account. */
export interface CleanedAccountReport {
  /** `<id>/<region>`. */
  readonly account: string;
  /** `not-told`: the verdict could not be written; the lease runs out by itself, and the account is dirty then. */
  readonly outcome: "cleaned" | "failed" | "quarantined" | "parked" | "given-back" | "lost" | "not-told";
  /** Why it is not clean. */
  readonly reason?: string;
  /** Cleanings that failed in a row, this one included. */
  readonly failures: number;
  readonly ms: number;
  /** Why it became dirty, and when (server time, ms); not there where its history does not go back so far. */
  readonly dirty?: { readonly reason: string; readonly since: number };
}

/** What came of cleaning a pool once. */
export interface CleaningReport {
  readonly accounts: readonly CleanedAccountReport[];
  /** Why nothing more was tried: several accounts failed in this way. */
  readonly commonCause?: string;
}
