/** Something that held a run up, and what it cost; times in ms. */
export type Finding =
  /** One file is a large part of the run, and more accounts do not help. `share` of the whole. */
  | { kind: "long-file"; file: string; share: number; costMs: number }
  | { kind: "more-accounts"; accounts: number; costMs: number }
  /** It was in line, or the pool had none. */
  | { kind: "waited"; costMs: number }
  /** Accounts were deployed to before they could take files. `firstMs`: until the first of them could. */
  | { kind: "deploys"; firstMs: number; accounts: number; costMs: number }
  /** Workers were started, on this machine's cores, while files waited for them; `timeMs` in account time. */
  | { kind: "starting-workers"; workers: number; timeMs: number; costMs: number }
  | { kind: "late-accounts"; accounts: number; costMs: number }
  /** Attempts without a result that counts; `timeMs` in account time. */
  | { kind: "repeated"; attempts: number; timeMs: number; costMs: number }
  /** A file that took longer than expected ended last. */
  | { kind: "wrong-estimate"; file: string; tookMs: number; expectedMs: number; costMs: number }
  | { kind: "unknown-lengths"; files: number; costMs: number }
  /** Accounts had nothing to do while files waited for services, locks or further accounts; `timeMs` in account time. */
  | { kind: "files-waited"; timeMs: number; costMs: number };
