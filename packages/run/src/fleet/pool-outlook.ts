import {
  type AccountState,
  accountKey,
  canBeLeased,
  type Meant,
  type PoolAccount,
  suits,
} from "@regatta/accounts";
import { describeHolders } from "./describe-holders.ts";

/** Which accounts are asked for, of all there are. */
export interface AskedFor extends Meant {
  accounts: PoolAccount[];
  /** Who asks: what it holds itself does not come free for it. */
  runId: string;
  /** How many are needed at once. */
  needed: number;
  /** Server time, ms. */
  now: number;
}

export interface PoolOutlook {
  /** Why not enough accounts can be had now; part of a sentence. */
  reason: string;
  /** The same for as long as it need not be told again: leases that are renewed do not change it. */
  cause: string;
  /** Whether enough may come free by themselves: a lease ends, a cleaner is at work. */
  mayChange: boolean;
  /** Whether somebody could bring some back into use. */
  isBlocked: boolean;
  nextStep: string;
}

const BLOCKED: AccountState[] = ["dirty", "quarantined", "disabled"];
const HELD: AccountState[] = ["leased", "cleaning"];
/** How long ago a cleaner may have been at work to be expected again, ms: one that is started by a clock comes hourly. */
const CLEANER_MS = 3_600_000;

/** What to say, and to expect, of a pool from which not enough accounts could be leased. Pure. */
export function poolOutlook({ accounts: all, runId, needed, now, ...which }: AskedFor): PoolOutlook {
  const accounts = all.filter((account) => suits(account, which) && account.lease?.runId !== runId);
  const free = accounts.filter(canBeLeased).length;
  const cleaned = isCleaned(all, now);
  const coming = accounts.filter((account) => mayComeFree(account, cleaned)).length;
  const blocked = BLOCKED.map((state) => accounts.filter((account) => account.state === state).length);
  const isBlocked = blocked.some((count) => count > 0);
  return {
    reason: reasonOf({ accounts, only: which.only, needed, free }),
    cause: [free >= needed, accounts.length, ...blocked].join(),
    mayChange: coming >= needed,
    isBlocked,
    nextStep: nextStepOf(isBlocked, accounts.length < needed),
  };
}

// Dirty accounts come free by a cleaner alone, and one that exists leaves traces. Quarantine ends by itself where it
// says when.
function mayComeFree(account: PoolAccount, cleaned: boolean): boolean {
  const { state, cleanAfter } = account;
  if (HELD.includes(state) || canBeLeased(account)) return true;
  return cleaned && (state === "dirty" || (state === "quarantined" && cleanAfter !== undefined));
}

function isCleaned(accounts: PoolAccount[], now: number): boolean {
  return accounts.some(
    ({ state, history = [] }) =>
      state === "cleaning" ||
      history.some((change) => change.state === "cleaning" && change.at > now - CLEANER_MS),
  );
}

interface Shortage extends Pick<AskedFor, "accounts" | "only" | "needed"> {
  free: number;
}

function reasonOf({ accounts, only, needed, free }: Shortage): string {
  const [first] = accounts;
  if (only && first && accounts.length === 1) {
    return `${describe(first)} is not to be had: ${describeState(first)}`;
  }
  const total = accounts.length;
  if (total === 0) return "the pool has no other account";
  if (total < needed) return `${needed} accounts are needed at once, and the pool has ${total}`;
  if (free >= needed) return "those available are for who is ahead in line";
  const parts = [...HELD, ...BLOCKED].flatMap((state) => {
    const those = accounts.filter((account) => account.state === state);
    if (those.length === 0) return [];
    return [`${those.length} ${state}${describeHolders(those)}`];
  });
  const others = parts.join(", ") || "just taken";
  return free === 0
    ? `none of the ${total} accounts of the pool is available: ${others}`
    : `${needed} accounts are needed at once, and ${free} of ${total} are available: ${others}`;
}

function nextStepOf(isBlocked: boolean, isTooSmall: boolean): string {
  if (isTooSmall)
    return "Add accounts to the pool, or begin with fewer: accounts.min, --accounts <min>..<max>.";
  if (isBlocked)
    return "Bring accounts back into use: regatta clean; regatta pool doctor says what each needs.";
  return "Wait longer (--wait, accounts.waitSeconds), begin with fewer accounts (accounts.min), or add some to the pool.";
}

function describe(account: PoolAccount): string {
  return account.name === undefined ? accountKey(account) : `${account.name} (${accountKey(account)})`;
}

function describeState(account: PoolAccount): string {
  const { state, lease, reason } = account;
  if (lease) return `${state}${describeHolders([account])}`;
  return reason === undefined ? state : `${state}, ${reason}`;
}
