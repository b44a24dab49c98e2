/** One isolated AWS account in one region: the unit that is leased. */
export interface AccountRef {
  /** 12 digits. */
  readonly id: string;
  readonly region: string;
}

/** Where an account is in its life. `leased` and `cleaning` are held by someone; the others are idle. */
export type AccountState = "available" | "leased" | "dirty" | "cleaning" | "quarantined" | "disabled";

/** One holder's right to one account until a deadline. */
export interface AccountLease {
  /** Chosen by the holder, unique: what a write that may have succeeded is recognised by. */
  readonly id: string;
  /** Who holds it, for people: host, user, CI job. */
  readonly holder: string;
  readonly runId: string;
  /** The item's version at acquire: grows with every lease of the account, so a later holder has a larger one. */
  readonly epoch: number;
  /** Server time, ms. */
  readonly acquiredAt: number;
  /** Server time, ms. From here on anyone may reap the lease. */
  readonly expiresAt: number;
  /** Why a person took it by hand: no heartbeat moves its end then. Not there in a lease that a run holds. */
  readonly byHand?: string;
  /** What the holder was doing there when it last renewed the lease, for people; 100 characters at most. */
  readonly activity?: string;
  /** How many accounts the lease's run keeps at least; what it holds above that, it gives back when others wait. */
  readonly minimum?: number;
}

/** One entry of an account's short history; heartbeats are not in it. */
export interface AccountChange {
  /** Names the write that made the change, so that its author knows it again if the answer got lost. */
  readonly id: string;
  /** Server time, ms. */
  readonly at: number;
  /** Who made the change. */
  readonly by: string;
  /** The state the change led to. */
  readonly state: AccountState;
  readonly why: string;
}

/** An account as its item in the pool's table says. */
export interface PoolAccount extends AccountRef {
  /** Whose it is: an account with a name is leased only by who asks for it. */
  readonly name?: string;
  readonly state: AccountState;
  /** Grows by 1 with every write to the item. */
  readonly version: number;
  readonly roleArn: string;
  readonly externalId?: string;
  /** There in the states `leased` and `cleaning` only. */
  readonly lease?: AccountLease;
  /** Why the account is dirty, quarantined or disabled. */
  readonly reason?: string;
  /** The state an account gets back when it is enabled again. */
  readonly disabledFrom?: AccountState;
  /** When the state last changed: server time, ms. */
  readonly changedAt: number;
  /** Service → the fingerprint last seen deployed there. A preference for choosing, never a proof. */
  readonly fingerprints: Readonly<Record<string, string>>;
  /** Cleanings that failed since the account was last clean. */
  readonly failures: number;
  /** A cleaner takes the account no sooner: server time, ms. A quarantined account without it waits for `reset`. */
  readonly cleanAfter?: number;
  /** Since when only time removes what keeps the account from being clean: server time, ms. */
  readonly parkedSince?: number;
  /** Holders that vanished since the account was last clean, by run id: their sessions may live on. */
  readonly vanished?: Readonly<Record<string, string>>;
  /** The last changes of state, oldest first. */
  readonly history: readonly AccountChange[];
}

/** @returns the account's name in logs, options and items: `<id>/<region>`. */
export function accountKey(ref: AccountRef): string {
  return `${ref.id}/${ref.region}`;
}
