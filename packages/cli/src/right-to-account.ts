import { accountKey, type Lease, newHandRunId, type PoolAccount } from "@regatta/accounts";
import { RegattaError } from "@regatta/foundation";
import { notHad } from "./not-had.ts";
import type { PoolInHand } from "./pool-in-hand.ts";

/** Somebody's right to work in an account, for as long as it lasts. */
export interface RightToAccount {
  account: PoolAccount;
  /** The run the account's session is named after. */
  runId: string;
  /** Aborted with the reason when the right is over. */
  signal: AbortSignal;
  /** How long it lasts, ms; without an end when something renews it. */
  leftMs(): number;
  /** Says that the work is done; gives back what was taken for it. @returns how the account went back, for people. */
  end(): Promise<string | undefined>;
}

/** Follows the lease by hand that somebody has. @throws RegattaError ACCOUNT_NOT_HELD when it is not theirs. */
export function rightOfHolder({ pool }: PoolInHand, account: PoolAccount, holder: string): RightToAccount {
  const { lease } = account;
  if (lease?.byHand === undefined || lease.holder !== holder) throw notYours(account);
  const followed = pool.follow(account);
  return {
    account,
    runId: lease.runId,
    signal: followed.signal,
    leftMs: () => followed.leftMs,
    end: async () => {
      followed.close();
      return undefined;
    },
  };
}

/**
 * Leases an account for one piece of work, renewed while it lasts.
 * @throws RegattaError ACCOUNT_BUSY when it cannot be had.
 */
export async function rightByLease(
  { pool, leaseMs }: PoolInHand,
  account: PoolAccount,
  { holder, reason }: { holder: string; reason: string },
): Promise<RightToAccount> {
  const runId = newHandRunId();
  const only = [accountKey(account)];
  const result = await pool.acquire({ runId, holder, durationMs: leaseMs, byHand: reason, only });
  if (result.kind === "none") {
    throw notHad(result.accounts.find((one) => accountKey(one) === only[0]) ?? account);
  }
  const { lease } = result;
  lease.startHeartbeat();
  return {
    account: lease.account,
    runId,
    signal: lease.signal,
    leftMs: () => Number.POSITIVE_INFINITY,
    end: () => giveBack(lease, holder),
  };
}

// An account of somebody's own goes back as it came: whose it is knows what they did there, and nobody else gets it.
async function giveBack(lease: Lease, holder: string): Promise<string> {
  const { name, reason } = lease.account;
  if (name !== undefined && reason === undefined) {
    const { kind } = await lease.release();
    return kind === "done" ? "available again" : "its lease was lost before";
  }
  const why = name === undefined ? `${holder} worked in it by hand` : (reason ?? "");
  const { kind } = await lease.markDirty(why);
  return kind === "done" ? `dirty, ${why}` : "its lease was lost before";
}

function notYours(account: PoolAccount): RegattaError {
  const key = accountKey(account);
  if (account.lease) return notHad(account);
  const take = account.state === "available" ? "lease" : "hold";
  return new RegattaError(`You do not hold the account ${key}: it is ${account.state}.`, {
    code: "ACCOUNT_NOT_HELD",
    source: "user",
    account: key,
    nextStep: `Take it first: regatta pool ${take} ${key}`,
  });
}
