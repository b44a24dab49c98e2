import type { CredentialsEndpoint } from "@regatta/accounts";
import { type Clock, describeHolder } from "@regatta/foundation";
import type { RunLog } from "@regatta/run-log";
import { ServiceBuilds } from "@regatta/sources";
import { Packager, SharedPace } from "@regatta/stacks";
import PQueue from "p-queue";
import { costOfDeploying } from "../basis/cost-of-deploying.ts";
import type { RunBasis } from "../basis/run-basis.ts";
import type { AccountClaim } from "../personal/account-claim.ts";
import { personalSource } from "../personal/personal-source.ts";
import { type LeaseTerms, sourceWithoutLine } from "./account-source.ts";
import type { AccountSurroundings } from "./account-surroundings.ts";
import { FailedAccounts, type HoldFailed } from "./failed-accounts.ts";
import { Fleet, type FleetOptions } from "./fleet.ts";
import type { FleetUser } from "./fleet-user.ts";
import type { Lending } from "./lending.ts";

export interface MakeFleetOptions {
  user: FleetUser;
  basis: RunBasis;
  /** The account of somebody's own that is used, where that is asked for. */
  claim?: AccountClaim | undefined;
  runId: string;
  lending: Lending;
  /** It never waits, and takes only what nobody in line is due. */
  withoutLine?: boolean;
  /** Accounts in which a file failed are kept for a person. */
  holdFailed?: HoldFailed | undefined;
  /** The options on the command line. */
  given?: readonly string[] | undefined;
  /** Whether what test files leave behind is looked for. */
  leaks?: boolean;
  env: NodeJS.ProcessEnv;
  log: RunLog;
  endpoint: CredentialsEndpoint;
  clock: Clock;
}

const SETTLE_MS = 30_000;
// Keys whose end nobody knows count as good for a quarter of an hour each time they are read.
const MOST_NEEDED_MS = 10 * 60_000;

/** A fleet as the configuration wants it, not leasing yet. */
export function makeFleet(options: MakeFleetOptions): Fleet {
  const {
    user,
    basis,
    runId,
    lending,
    holdFailed,
    given,
    leaks = false,
    env,
    log,
    endpoint,
    clock,
  } = options;
  const settings = basis.config.accounts;
  const costOf = costOfDeploying(basis);
  const durationMs = settings.leaseSeconds * 1000;
  const terms = { runId, holder: describeHolder(env), durationMs, costOf };
  return new Fleet({
    ...whereFrom(options, terms),
    user,
    lending,
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
      leaks,
      costOf,
      ...(holdFailed ? { failedAccounts: new FailedAccounts({ terms: holdFailed, env, given }) } : {}),
    },
  });
}

/** An account of somebody's own comes from whoever claimed it, every other one from the pool. */
function whereFrom(
  { basis: { pool, config }, claim, lending, withoutLine, clock }: MakeFleetOptions,
  terms: LeaseTerms,
): Pick<FleetOptions, "source" | "serverNow"> {
  if (claim) {
    const neededMs = Math.min(config.tests.fileTimeoutSeconds * 1000, MOST_NEEDED_MS);
    return { source: personalSource({ claim, neededMs, clock }), serverNow: () => clock.now() };
  }
  if (!pool) throw new Error("there is neither a pool nor an account of somebody's own");
  const source = withoutLine ? sourceWithoutLine(pool, terms) : pool.line({ ...terms, ...lending });
  return { source, serverNow: () => pool.serverNow() };
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
