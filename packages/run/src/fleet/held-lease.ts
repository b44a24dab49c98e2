import type { EnteredAccount, HandBack, HoldRequest, HoldResult, TellLimit } from "@regatta/accounts";

/** An account that is used, and how it is entered. */
export type UsableAccount = EnteredAccount & {
  /** Why it was not clean when it was taken. */
  readonly reason?: string;
  /** Service → the fingerprint last seen deployed there. */
  readonly fingerprints: Readonly<Record<string, string>>;
  /** Until when it is ours unless that is renewed: server time, ms. */
  readonly lease?: { readonly expiresAt: number };
};

/**
 * The right to use one account, and to give it back: a lease of the pool, or the claim to an account of the developer's
 * own.
 */
export interface HeldLease {
  readonly account: UsableAccount;
  /** What whoever is told of what was left behind knows it by. */
  readonly id: string;
  readonly epoch: number;
  /** Aborted with a RegattaError when the account may not be used any more. */
  readonly signal: AbortSignal;
  /** What is done there, for people; asked now and then. */
  doing(activity: () => string): void;
  /** Tells how long it is good for while it is not known to go on; left out where it always does. */
  watchLimit?(tell: TellLimit): void;
  /** Keeps it from here on, until it is given back or lost. */
  startHeartbeat(): void;
  /** Gives it back sound. @param fingerprints what is deployed there now. @throws RegattaError as AWS failed. */
  release(fingerprints?: Readonly<Record<string, string>>): Promise<HandBack>;
  /** Gives it back, and says why it is not sound. @throws RegattaError as AWS failed. */
  markDirty(reason: string): Promise<HandBack>;
  /** Leaves it to a person as it is, where there is somebody it would go back to. @throws RegattaError as AWS failed. */
  hold?(request: HoldRequest): Promise<HoldResult>;
  /** What whoever started the run does about the account when it is dirty, where nobody else does anything. */
  readonly nextStepWhenDirty?: string;
}
