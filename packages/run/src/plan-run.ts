import { accountKey, chooseAccounts, openSession, type PoolAccount } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import { messageOf } from "@regatta/foundation";
import { lowerBound, median } from "@regatta/scheduler";
import { createCloudFormationClient, type Decision, planAccount, StackReader } from "@regatta/stacks";
import { costOfDeploying } from "./cost-of-deploying.ts";
import { jestArguments } from "./jest-arguments.ts";
import { listTestFiles } from "./list-test-files.ts";
import { type RunBasis, readBasis } from "./prepare-run.ts";

export interface PlanRunOptions {
  config: RegattaConfig;
  jestArgs: string[];
  accounts?: number;
  env: NodeJS.ProcessEnv;
}

export interface PlannedAccount {
  account: string;
  /** What would be done with each service there, in deploy order; absent when the account could not be read. */
  services?: Array<{ service: string; decision: Decision }>;
  problem?: string;
}

export interface RunPlan {
  pool: { name: string; accounts: number; available: number };
  /** The accounts that would be tried first; another run may be faster. */
  accounts: PlannedAccount[];
  files: Array<{ file: string; expectedMs?: number }>;
  /** The shortest the tests could take over these accounts, ms; absent when no file has a recorded time. */
  testsAtLeastMs?: number;
}

/**
 * What `runTests` would lease, deploy, skip and run. Reads the pool, the stacks and the list of tests; changes nothing.
 * @throws RegattaError as `runTests` does for bad input.
 */
export async function planRun({ config, jestArgs, accounts, env }: PlanRunOptions): Promise<RunPlan> {
  const args = jestArguments(config.tests.jest, jestArgs);
  const [basis, files] = await Promise.all([
    readBasis(config, env),
    listTestFiles(config.tests.directory, args, env),
  ]);
  const chosen = chooseAccounts(basis.accounts, {
    costOf: costOfDeploying(basis),
    random: Math.random,
  }).slice(0, Math.min(accounts ?? config.accounts.max, files.length));
  const planned = await Promise.all(chosen.map((account) => planOne(account, basis)));
  const testsAtLeastMs = estimate(files, basis.expectedMs, planned.length);
  return {
    pool: {
      name: config.pool.name,
      accounts: basis.accounts.length,
      available: basis.accounts.filter(({ state }) => state === "available").length,
    },
    accounts: planned,
    files: files.map((file) => {
      const expectedMs = basis.expectedMs[file];
      return expectedMs === undefined ? { file } : { file, expectedMs };
    }),
    ...(testsAtLeastMs === undefined ? {} : { testsAtLeastMs }),
  };
}

async function planOne(account: PoolAccount, { config, wanted }: RunBasis): Promise<PlannedAccount> {
  const key = accountKey(account);
  try {
    const session = await openSession({
      account,
      runId: "plan",
      protectedAccounts: config.accounts.protected,
    });
    try {
      const states = await new StackReader({ client: createCloudFormationClient({ session }) }).readAll();
      return { account: key, services: planAccount(states, wanted.graph, wanted.fingerprints) };
    } finally {
      session.close();
    }
  } catch (error) {
    return { account: key, problem: messageOf(error) };
  }
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
