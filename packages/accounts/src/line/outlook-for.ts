import type { PoolAccount } from "../account.ts";
import type { Meant } from "../pool/choose-accounts.ts";
import { estimateWait } from "./estimate-wait.ts";
import type { WaitingFor } from "./place-in-line.ts";
import { standingOf } from "./standing.ts";
import type { Waiting } from "./waiter.ts";

export interface OutlookOptions extends Meant {
  accounts: readonly PoolAccount[];
  line: readonly Waiting[];
  /** The server's time of the look, ms. */
  now: number;
  minimum: number;
  maximum: number;
  priority: number;
  /** How many accounts it would take. */
  want: number;
}

/** @returns how many accounts a run that holds none would get now, and where it would stand in the line if none. */
export function outlookFor(options: OutlookOptions): { now: number; waiting?: WaitingFor } {
  const { accounts, line, want } = options;
  const standing = standingOf({ accounts, line }, { ...options, runId: "", holder: "", held: 0 });
  const { share, spare, isComplete, position, rivals } = standing;
  if (isComplete) return { now: Math.min(want, share.length + spare.length) };
  const estimateMs = estimateWait(accounts, standing, options.now);
  const waiting = { position, of: rivals.length + 1, ...(estimateMs === undefined ? {} : { estimateMs }) };
  return { now: 0, waiting };
}
