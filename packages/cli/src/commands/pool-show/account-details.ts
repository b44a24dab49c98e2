import type { AccountState, PoolAccount } from "@regatta/accounts";
import { type NextStep, nextSteps } from "../../next-steps.ts";
import { type AccountStatus, statusOfAccount } from "../pool-status/pool-status.ts";

/** What `regatta pool show --json` prints; documented in docs/pool.md. Times are the server's. */
export interface AccountDetails extends AccountStatus {
  id: string;
  region: string;
  roleArn: string;
  externalId?: string;
  /** Grows by 1 with every write to the account's item. */
  version: number;
  /** Its last changes of state, oldest first. */
  history: Array<{ at: string; by: string; state: AccountState; why: string }>;
  /** What can be done with it now. */
  next: NextStep[];
}

/** Everything the pool knows of an account. @param now the server's time, ms. */
export function detailsOf(account: PoolAccount, now: number): AccountDetails {
  const { id, region, roleArn, externalId, version, history } = account;
  return {
    ...statusOfAccount(account, now),
    id,
    region,
    roleArn,
    ...(externalId === undefined ? {} : { externalId }),
    version,
    history: history.map(({ at, by, state, why }) => ({ at: new Date(at).toISOString(), by, state, why })),
    next: nextSteps(account, now),
  };
}
