import { accountKey, chooseAccounts, type EnteredAccount, openSession } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import { messageOf } from "@regatta/foundation";
import { pragmasOfFiles } from "@regatta/jest-runner";
import { lowerBound, median } from "@regatta/scheduler";
import {
  createCloudFormationClient,
  estimateDeploy,
  type PlannedService,
  planAccount,
  StackReader,
} from "@regatta/stacks";
import { costOfDeploying } from "../basis/cost-of-deploying.ts";
import { lendingOfBasis } from "../basis/lending-of-basis.ts";
import { type BasisOptions, type RunBasis, readBasis } from "../basis/run-basis.ts";
import { timesOfFiles } from "../basis/times-of-files.ts";
import type { LendingRequest } from "../fleet/lending.ts";
import { allowsNoTests } from "../jest/allows-no-tests.ts";
import { checkPragmas, roomOf } from "../jest/check-pragmas.ts";
import { jestArguments } from "../jest/jest-arguments.ts";
import { listTestFiles } from "../jest/list-test-files.ts";
import { explainPlan } from "./explain-plan.ts";
import { planLending } from "./plan-lending.ts";
import type { PlannedAccount, RunPlan } from "./run-plan.ts";

export interface PlanRunOptions extends BasisOptions, LendingRequest {
  config: RegattaConfig;
  jestArgs: string[];
  /** Also read what changed since the deploys that are on record. */
  explain?: boolean;
  env: NodeJS.ProcessEnv;
}

/**
 * What `runTests` would lease, deploy, skip and run. Reads the pool, the stacks and the list of tests; changes nothing.
 * @throws RegattaError as `runTests` does for bad input.
 */
export async function planRun(options: PlanRunOptions): Promise<RunPlan> {
  const { config, jestArgs, explain = false, env } = options;
  const args = jestArguments(config.tests.jest, jestArgs);
  const jest = { directory: config.tests.directory, args, env };
  const [basis, files] = await Promise.all([readBasis(config, env, options), listTestFiles(jest)]);
  const pragmas = pragmasOfFiles(jest.directory, files);
  checkPragmas(pragmas, roomOf(basis, lendingOfBasis(basis, options)));
  const noTestsAllowed = files.length === 0 && (await allowsNoTests(jest));
  const { expectedMs } = timesOfFiles(basis, files);
  const { now, ...lending } = await planLending(basis, options, {
    files,
    expectedMs,
    accountsOf: pragmas.accounts,
    retries: config.tests.retries,
  });
  const chosen = accountsFor(basis).slice(0, now);
  const planned = await Promise.all(chosen.map((account) => planOne(account, basis)));
  const explanations = explain ? await explainPlan(planned, basis) : undefined;
  const testsAtLeastMs = estimate(files, expectedMs, planned.length);
  const { checkouts: sources, close } = basis.wanted;
  await close();
  return {
    ...whose(basis),
    ...lending,
    ...(sources.length === 0 ? {} : { sources }),
    accounts: planned,
    files: files.map((file) => {
      const ms = expectedMs[file];
      return ms === undefined ? { file } : { file, expectedMs: ms };
    }),
    ...(noTestsAllowed ? { noTestsAllowed } : {}),
    ...(testsAtLeastMs === undefined ? {} : { testsAtLeastMs }),
    ...(explanations ? { explanations } : {}),
  };
}

/** The accounts that would be used, the first first. */
function accountsFor(basis: RunBasis): EnteredAccount[] {
  if (basis.personal) return [basis.personal.account];
  return chooseAccounts(basis.accounts, {
    costOf: costOfDeploying(basis),
    only: basis.only,
    random: Math.random,
  });
}

function whose({ personal, accounts, config }: RunBasis): Pick<RunPlan, "pool" | "personal"> {
  if (personal) return { personal: personal.name };
  const available = accounts.filter(({ state }) => state === "available").length;
  return { pool: { name: config.pool.name, accounts: accounts.length, available } };
}

async function planOne(account: EnteredAccount, basis: RunBasis): Promise<PlannedAccount> {
  const { config, wanted } = basis;
  const key = accountKey(account);
  try {
    const session = await openSession({
      account,
      runId: "plan",
      protectedAccounts: config.accounts.protected,
    });
    try {
      const states = await new StackReader({ client: createCloudFormationClient({ session }) }).readAll();
      const services = planAccount(states, wanted.graph, wanted.fingerprints, { force: wanted.force });
      return { account: key, services, ...deployTime(services, basis) };
    } finally {
      session.close();
    }
  } catch (error) {
    return { account: key, problem: messageOf(error) };
  }
}

function deployTime(
  services: PlannedService[],
  { wanted, deployMs: expectedMs, config }: RunBasis,
): { deployMs?: number } {
  const deployed = services.flatMap(({ service, decision }) => (decision.kind === "skip" ? [] : [service]));
  if (!deployed.some((service) => expectedMs[service] !== undefined)) return {};
  const slots = config.deploy.concurrency;
  return {
    deployMs: Math.round(estimateDeploy({ graph: wanted.graph, services: deployed, expectedMs, slots })),
  };
}

function estimate(files: string[], expectedMs: Record<string, number>, accounts: number): number | undefined {
  const known = files.flatMap((file) => expectedMs[file] ?? []);
  if (known.length === 0 || accounts === 0) return undefined;
  const typical = median(known) ?? 0;
  return lowerBound(
    files.map((file) => expectedMs[file] ?? typical),
    accounts,
  );
}
