import type { CredentialsEndpoint } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import type { RunLog } from "@regatta/run-log";
import { Packager, SharedPace } from "@regatta/stacks";
import PQueue from "p-queue";
import { costOfDeploying } from "./cost-of-deploying.ts";
import { Fleet } from "./fleet.ts";
import type { FleetUser } from "./fleet-user.ts";
import { describeHolder } from "./holder.ts";
import type { RunBasis } from "./prepare-run.ts";

export interface MakeFleetOptions {
  user: FleetUser;
  basis: RunBasis;
  runId: string;
  /** The most accounts to hold at once; those asked for, or `accounts.max` of the configuration, when left out. */
  accounts?: number;
  env: NodeJS.ProcessEnv;
  log: RunLog;
  endpoint: CredentialsEndpoint;
  clock: Clock;
}

const LOOK_AGAIN_MS = 2_000;
const SETTLE_MS = 30_000;

/** A fleet as the configuration wants it, not leasing yet. */
export function makeFleet(options: MakeFleetOptions): Fleet {
  const { user, basis, runId, accounts, env, log, endpoint, clock } = options;
  const { accounts: settings, deploy } = basis.config;
  return new Fleet({
    pool: basis.pool,
    user,
    size: accounts ?? (basis.only ? basis.accounts.length : settings.max),
    holder: describeHolder(env),
    leaseMs: settings.leaseSeconds * 1000,
    waitMs: settings.waitSeconds * 1000,
    lookAgainMs: LOOK_AGAIN_MS,
    settleMs: SETTLE_MS,
    around: {
      runId,
      env,
      graph: basis.wanted.graph,
      fingerprints: basis.wanted.fingerprints,
      force: basis.wanted.force,
      deployMs: basis.deployMs,
      deployQueue: new PQueue({ concurrency: deploy.concurrency }),
      packager: new Packager(deploy),
      pace: new SharedPace({ clock }),
      endpoint,
      log,
      clock,
      protectedAccounts: settings.protected,
      sessionSeconds: settings.sessionSeconds,
      pollMs: deploy.pollMs,
      costOf: costOfDeploying(basis),
    },
  });
}
