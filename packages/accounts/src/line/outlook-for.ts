import type { PoolAccount } from "../account.ts";
import type { Meant } from "../pool/choose-accounts.ts";
import { estimateWait } from "./estimate-wait.ts";
import type { WaitingFor } from "./place-in-line.ts";
import { standingOf } from "./standing.ts";
import type { Waiting } from "./waiter.ts";

/** A run that does not wait yet, and the pool it would find (`pool.readLine()`). */
export interface OutlookOptions extends Meant {
  accounts: readonly PoolAccount[];
  line: readonly Waiting[];
  /** The server's time of the look, ms. */
  now: number;
  /** How many accounts it cannot do without. */
  minimum: number;
  /** How many it uses at most. */
  maximum: number;
  /** Higher goes first. */
  priority: number;
  /** How many accounts it would take. */
  want: number;
}

/**
 * What a run that holds no account could expect if it came now. Pure: nothing is written to the line.
 * @returns how many accounts it would get at once, and where it would stand in the line if none.
 */
export function outlookFor(options: OutlookOptions): { now: number; waiting?: WaitingFor } {
  const { accounts, line, want } = options;
  const standing = standingOf({ accounts, line }, { ...options, runId: "", holder: "", held: 0 });
  const { share, spare, isComplete, position, rivals } = standing;
  if (isComplete) return { now: Math.min(want, share.length + spare.length) };
  const estimateMs = estimateWait(accounts, standing, options.now);
  const waiting = { position, of: rivals.length + 1, ...(estimateMs === undefined ? {} : { estimateMs }) };
  return { now: 0, waiting };
}
