import { deploysNowhere } from "../fleet/deploys-nowhere.ts";

export interface Warming {
  /** Accounts that can be leased now. */
  available: number;
  /** Those of them that are up to date. */
  warm: number;
  /** Those of them that are not, and were not tried yet. */
  untried: number;
  /** Accounts being warmed now. */
  underWay: number;
  /** Accounts that were warmed, and those that could not be. */
  succeeded: number;
  failed: number;
  /** How many are to be warm in the end; all when left out. */
  count?: number | undefined;
  /** How many available ones are left to others. */
  leave: number;
}

/**
 * How many accounts to lease for warming now. The first goes alone: a ref that cannot be deployed must not make a
 * whole pool dirty overnight. Pure.
 */
export function howManyToWarm(warming: Warming): number {
  const { available, warm, untried, underWay, succeeded, failed, leave } = warming;
  const { count = Number.POSITIVE_INFINITY } = warming;
  const missing = Math.min(untried, count - warm - underWay);
  const spare = available - leave;
  const wished = Math.max(0, Math.min(missing, spare));
  if (succeeded > 0) return wished;
  if (deploysNowhere({ succeeded, failed }) || underWay > 0) return 0;
  return Math.min(1, wished);
}
