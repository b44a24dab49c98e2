/** What came of cleaning one account. */
export type CleaningVerdict =
  | { kind: "cleaned"; fingerprints: Readonly<Record<string, string>> }
  | { kind: "failed"; reason: string; code: string }
  /** Only time removes the rest. */
  | { kind: "parked"; reason: string; afterMs: number }
  /** Cut off by who cleans, without a verdict on the account. */
  | { kind: "interrupted"; reason: string }
  /** The lease is lost: the account is somebody else's business. */
  | { kind: "lost"; reason: string };
