export interface SlotClaim {
  /** Whether a service failed in the account: it cannot become ready any more. */
  lost: boolean;
  /** What the account is still expected to deploy, ms. */
  remainingMs: number;
  /** The place of the service among the account's `of` services, by the longest path from it: 0 is the shortest. */
  rank: number;
  of: number;
}

/** More than any account has to deploy, ms: over ten years. Small enough to leave a double room for the fraction. */
const beyondAny = 2 ** 39;

/**
 * The priority of a service that waits for a slot all accounts share; the highest goes first. Shortest remaining work
 * first lets one account after the other become ready instead of all at the end, so that tests start early; inside an
 * account the longest path goes first, since it decides when that account is ready. An account that cannot become
 * ready comes after all others. Pure.
 */
export function slotPriority({ lost, remainingMs, rank, of }: SlotClaim): number {
  // Whole ms, so that the fraction is the rank's alone.
  const remaining = Math.min(Math.round(remainingMs), beyondAny - 1);
  return (lost ? -beyondAny : 0) - remaining + rank / of;
}
