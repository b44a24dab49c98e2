import { type AccountState, accountKey, type PoolAccount } from "@regatta/accounts";
import type { OpenedPool } from "../../open-pool.ts";

/** What `regatta pool status --json` prints. Times are the server's. */
export interface PoolStatus {
  table: string;
  pool: string;
  accounts: AccountStatus[];
}

export interface AccountStatus {
  /** `<id>/<region>`. */
  account: string;
  /** Whose it is, if it is someone's own. */
  name?: string;
  state: AccountState;
  /** How long it has been in this state, ms. */
  forMs: number;
  /** Why it is dirty, quarantined or disabled. */
  reason?: string;
  lease?: {
    id: string;
    runId: string;
    holder: string;
    /** Ms; 0 and below when it has run out and waits to be reaped. */
    leftMs: number;
  };
}

/** Reads the pool, once. @throws RegattaError as AWS fails. */
export async function readStatus({ pool, table, name }: OpenedPool): Promise<PoolStatus> {
  const accounts = await pool.list();
  const now = pool.serverNow();
  return { table, pool: name, accounts: accounts.map((account) => statusOf(account, now)) };
}

function statusOf(account: PoolAccount, now: number): AccountStatus {
  const { name, state, changedAt, reason, lease } = account;
  return {
    account: accountKey(account),
    ...(name === undefined ? {} : { name }),
    state,
    forMs: Math.max(0, now - changedAt),
    ...(reason === undefined ? {} : { reason }),
    ...(lease && {
      lease: { id: lease.id, runId: lease.runId, holder: lease.holder, leftMs: lease.expiresAt - now },
    }),
  };
}
