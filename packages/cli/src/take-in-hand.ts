import { accountKey, newHandRunId, type Pool, type PoolAccount } from "@regatta/accounts";
import { RegattaError } from "@regatta/foundation";
import { notHad } from "./not-had.ts";

export interface TakeInHand {
  holder: string;
  reason: string;
  /** Until the lease's end, ms. */
  durationMs: number;
  /** This account and no other. */
  account?: PoolAccount | undefined;
  /** Accounts not to take. */
  exclude?: readonly string[];
}

/**
 * Leases an account by hand as anyone leases one: nobody who waits in line for it is passed.
 * @throws RegattaError ACCOUNT_BUSY when the account that is asked for cannot be had; NO_ACCOUNT_AVAILABLE.
 */
export async function takeInHand(pool: Pool, take: TakeInHand): Promise<PoolAccount> {
  const { holder, reason, durationMs, account, exclude = [] } = take;
  const result = await pool.acquire({
    runId: newHandRunId(),
    holder,
    durationMs,
    byHand: reason,
    ...(account ? { only: [accountKey(account)] } : { exclude }),
  });
  if (result.kind === "none") {
    if (account)
      throw notHad(result.accounts.find((one) => accountKey(one) === accountKey(account)) ?? account);
    throw noneAvailable(result.accounts);
  }
  // It lasts to its end without this process.
  result.lease.abandon();
  return result.lease.account;
}

function noneAvailable(accounts: PoolAccount[]): RegattaError {
  const shared = accounts.filter(({ name }) => name === undefined);
  const states = new Map<string, number>();
  for (const { state } of shared) states.set(state, (states.get(state) ?? 0) + 1);
  const counts = [...states].map(([state, number]) => `${number} ${state}`).join(", ");
  return new RegattaError(`No account can be had now: ${counts || "the pool has none"}.`, {
    code: "NO_ACCOUNT_AVAILABLE",
    source: "service",
    nextStep: "See `regatta pool status`, and try again; runs that wait in line come first.",
  });
}
