import type { PoolAccount } from "@regatta/accounts";

/** What `regatta pool doctor --json` lists; documented in docs/pool.md. */
export interface Finding {
  kind: FindingKind;
  /** Whether somebody has to do something; else it is as it should be, or ends by itself. */
  needsSomeone: boolean;
  /** What is the case, and why; part of a sentence. */
  cause: string;
  /** The accounts concerned, the longest first. */
  accounts: FoundAccount[];
  /** What to do, as a command or a sentence. */
  fix: string;
}

export type FindingKind =
  | "in-use"
  | "lease-ran-out"
  | "being-cleaned"
  | "dirty"
  | "dirty-for-long"
  | "quarantined"
  | "disabled"
  | "disabled-for-long"
  | "nothing-to-lease"
  | "line-stuck"
  | "line-impossible"
  | "empty"
  | "no-recovery"
  | "no-expiry"
  | "settings-unreadable";

export interface FoundAccount {
  /** `<id>/<region>`. */
  account: string;
  name?: string;
  /** Since when, ISO 8601. */
  since: string;
  /** The same, ms from now. */
  forMs: number;
  /** More of this one: its own reason, when a cleaner comes. */
  detail?: string;
}

/** An account with what a finding is about. */
export interface Case {
  account: PoolAccount;
  /** Server time, ms. */
  since: number;
  detail?: string | undefined;
}
