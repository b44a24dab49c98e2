import type { CredentialsEndpoint, PoolAccount } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import type { RunLog } from "@regatta/run-log";
import type { PrepareAccountOptions } from "@regatta/stacks";
import type { FailedAccounts } from "./failed-accounts.ts";

/** What all accounts of a run have in common. */
export interface AccountSurroundings {
  runId: string;
  env: NodeJS.ProcessEnv;
  /** How accounts are deployed: the same for all of a run, and its limits shared by them. */
  deploy: Omit<PrepareAccountOptions, "session" | "signal" | "environment" | "onEvent">;
  endpoint: CredentialsEndpoint;
  log: RunLog;
  clock: Clock;
  protectedAccounts: string[];
  sessionSeconds: number;
  /** Whether what is left behind in accounts is looked for. */
  leaks: boolean;
  /** What getting an account ready would cost; the cheapest are leased first. */
  costOf: (account: PoolAccount) => number;
  /** Keeps accounts in which a file failed; none are kept when left out. */
  failedAccounts?: FailedAccounts;
}
