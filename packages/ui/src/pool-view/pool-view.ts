import type { AccountState } from "@regatta/accounts";

// What the server tells the page of a pool. All times are the table's server's, ms.

/** One account as the page shows it: all the pool knows of it, but nothing that lets anybody in. */
export interface AccountView {
  /** `<id>/<region>`. */
  account: string;
  /** Whose it is, if it is someone's own. */
  name?: string;
  state: AccountState;
  since: number;
  /** Grows with every write to the account's item. */
  version: number;
  /** Why it is dirty, quarantined or disabled. */
  reason?: string;
  /** The state it gets back when it is enabled again. */
  disabledFrom?: AccountState;
  /** Cleanings that failed since it was last clean. */
  failures: number;
  /** A cleaner takes it no sooner. */
  cleanAfter?: number;
  /** Since when only time removes what is left there. */
  parkedSince?: number;
  lease?: LeaseView;
  roleArn: string;
  /** What was last seen deployed there, in a word; accounts with the same word have the same. */
  deployed: string;
  /** Service → the fingerprint last seen deployed there. */
  services: Readonly<Record<string, string>>;
  /** The last changes of state, oldest first. */
  history: readonly ChangeView[];
  /** What can be done with it now, the most likely first. */
  next: readonly StepView[];
}

export interface LeaseView {
  runId: string;
  /** Who has it, in words that follow “leased by”. */
  who: string;
  isByHand: boolean;
  /** What the holder was doing at its last heartbeat. */
  activity?: string;
  acquiredAt: number;
  expiresAt: number;
}

export interface ChangeView {
  at: number;
  by: string;
  state: AccountState;
  why: string;
}

/** A command that can be copied, and what it does. */
export interface StepView {
  command: string;
  what: string;
}

/** A run that waits for accounts. */
export interface WaitingView {
  runId: string;
  holder: string;
  priority: number;
  since: number;
  needs: number;
  held: number;
  minimum: number;
  maximum: number;
  /** Only these accounts: keys, ids or names. */
  only?: readonly string[];
}

/** What `regatta pool doctor` says. */
export interface FindingView {
  /** Whether somebody has to do something; else it is as it should be, or ends by itself. */
  needsSomeone: boolean;
  cause: string;
  fix: string;
  /** The first of the accounts concerned. */
  accounts: ReadonlyArray<{ account: string; name?: string; since: number; detail?: string }>;
  /** How many more there are. */
  more: number;
}

/** A pool as one look found it. */
export interface PoolView {
  table: string;
  pool: string;
  /** When it was looked at. */
  now: number;
  /** By `<id>/<region>`. */
  accounts: Readonly<Record<string, AccountView>>;
  /** The first in line first. */
  line: readonly WaitingView[];
  /** What needs somebody first. */
  findings: readonly FindingView[];
  /** What the look cost, in DynamoDB's read units; 0 where that is not known. */
  readUnits: number;
  /** How long after it the next look comes, ms. */
  everyMs: number;
}
