import type { CredentialsEndpoint } from "@regatta/accounts";
import { type Clock, describeHolder } from "@regatta/foundation";
import type { RunLog } from "@regatta/run-log";
import { ServiceBuilds } from "@regatta/sources";
import { Packager, SharedPace } from "@regatta/stacks";
import PQueue from "p-queue";
import { costOfDeploying } from "../basis/cost-of-deploying.ts";
import type { RunBasis } from "../basis/run-basis.ts";
import { Fleet } from "./fleet.ts";
import type { FleetUser } from "./fleet-user.ts";
import type { AccountSurroundings } from "./leased-account.ts";

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
  const settings = basis.config.accounts;
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
      deploy: howToDeploy(options),
      endpoint,
      log,
      clock,
      protectedAccounts: settings.protected,
      sessionSeconds: settings.sessionSeconds,
      costOf: costOfDeploying(basis),
    },
  });
}

function howToDeploy({ basis, env, clock }: MakeFleetOptions): AccountSurroundings["deploy"] {
  const { wanted, deployMs, config } = basis;
  const { concurrency, pollMs } = config.deploy;
  const processes = new PQueue({ concurrency: config.deploy.processes });
  const builds = new ServiceBuilds({
    steps: wanted.buildSteps,
    output: config.output.directory,
    processes,
    env,
  });
  return {
    graph: wanted.graph,
    fingerprints: wanted.fingerprints,
    left: wanted.left,
    force: wanted.force,
    expectedMs: deployMs,
    queue: new PQueue({ concurrency }),
    processes,
    build: builds.build,
    confirm: ({ name }) => wanted.unchanged.check(name),
    packager: new Packager(config.deploy),
    pace: new SharedPace({ clock }),
    clock,
    pollMs,
  };
}
