import { createDynamoDBClient, Pool, type PoolAccount } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import { RegattaError } from "@regatta/foundation";
import { TimingHistory } from "@regatta/run-log";
import { FingerprintStore } from "@regatta/stacks";
import { type WantedServices, wantedServices } from "./services-of-config.ts";
import { suiteName } from "./suite-name.ts";

/** Everything a run, or the plan of one, is made from; nothing has been touched to get it. */
export interface RunBasis {
  config: RegattaConfig;
  wanted: WantedServices;
  pool: Pool;
  accounts: PoolAccount[];
  history: TimingHistory;
  /** Expected durations by file, ms, where there is a history. */
  expectedMs: Record<string, number>;
  deployHistory: TimingHistory;
  /** Expected deploy times by service, ms, where there is a history. */
  deployMs: Record<string, number>;
  /** What went into the fingerprints of earlier deploys. */
  fingerprints: FingerprintStore;
}

/**
 * Reads the services, the pool and the recorded times.
 * @throws RegattaError for services that cannot be read, a pool that cannot be reached (no credentials, no
 *   permission, no table), and POOL_EMPTY for one without accounts.
 */
export async function readBasis(config: RegattaConfig, env: NodeJS.ProcessEnv): Promise<RunBasis> {
  const { table, name, region } = config.pool;
  const client = createDynamoDBClient(region === undefined ? {} : { region });
  const pool = new Pool({ client, table, pool: name });
  const history = new TimingHistory({ client, table, suite: suiteName(config.tests.directory), of: "file" });
  const deployHistory = new TimingHistory({
    client,
    table,
    suite: suiteName(config.directory),
    of: "service",
  });
  const fingerprints = new FingerprintStore({ client, table });
  const [wanted, accounts] = await Promise.all([wantedServices(config, env), pool.list()]);
  if (accounts.length === 0) {
    throw new RegattaError(`The pool "${name}" in table "${table}" has no accounts.`, {
      code: "POOL_EMPTY",
      source: "user",
      nextStep: "Add one with: regatta pool add <account id> --role <role>",
    });
  }
  const [expectedMs, deployMs] = await Promise.all([readTimes(history), readTimes(deployHistory)]);
  return { config, wanted, pool, accounts, history, expectedMs, deployHistory, deployMs, fingerprints };
}

// Recorded times only make the order better: a run goes on without them.
async function readTimes(history: TimingHistory): Promise<Record<string, number>> {
  try {
    return await history.read();
  } catch {
    return {};
  }
}
