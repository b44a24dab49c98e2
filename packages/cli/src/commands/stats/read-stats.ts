import { accountKey, createDynamoDBClient, Pool } from "@regatta/accounts";
import { loadConfig, type RegattaConfig } from "@regatta/config";
import { History, type PastResults, suiteName } from "@regatta/run-log";
import { RunRecords, type RunStats, statsOf } from "@regatta/stats";
import type { CommandContext } from "../../command-context.ts";
import type { PoolOptions } from "../../pool-options.ts";

export interface ReadStatsOptions {
  context: Pick<CommandContext, "cwd">;
  options: PoolOptions;
  /** From when on, ms since the epoch. @param now the server's time. */
  from(now: number): number;
  /** Only these runs. */
  only?: { suite?: string; branch?: string };
  /** How long each of the periods is. @param ms the length of the whole; as `statsOf` has it when left out. */
  periodLength?(ms: number): RunStats["periodLength"];
}

/** Who recorded may have had a clock that is ahead, ms: the table's is known by the second, others not better. */
const CLOCKS_APART_MS = 60 * 60_000;

/**
 * What the runs of the pool add up to that the options name.
 * @throws RegattaError as loadConfig does, where the configuration is needed; RUNS_UNREADABLE; as AWS fails.
 */
export async function readStats(read: ReadStatsOptions): Promise<RunStats> {
  const { context, options } = read;
  const config = await configOf(context, options);
  const table = options.table ?? config?.pool.table ?? "";
  const name = options.pool ?? config?.pool.name ?? "default";
  const client = createDynamoDBClient({ region: config?.pool.region });
  const pool = new Pool({ client, table, pool: name });
  // First: it says best what is wrong, and what time it is.
  const all = await pool.list();
  // Named ones are their owners': nobody else leaves them unused.
  const accounts = all.filter(({ state, name: owner }) => state !== "disabled" && !owner).map(accountKey);
  const now = pool.serverNow();
  const from = read.from(now);
  const [{ records, unreadable }, history] = await Promise.all([
    new RunRecords({ client, table, pool: name }).read({ from, to: now + CLOCKS_APART_MS }),
    historyOf(config, { client, table }),
  ]);
  const to = Math.max(now, ...records.map(({ endedAt }) => endedAt));
  return statsOf({
    ...{ pool: name, records, unreadable, from, to, accounts, history },
    prices: config?.costs,
    only: read.only,
    ...(read.periodLength ? { periodLength: read.periodLength(to - from) } : {}),
  });
}

async function configOf(
  { cwd }: Pick<CommandContext, "cwd">,
  { config: file, table }: PoolOptions,
): Promise<RegattaConfig | undefined> {
  if (table !== undefined && file === undefined) return undefined;
  return loadConfig({ cwd, ...(file === undefined ? {} : { file }) });
}

/** What is known of the suite's files beside the records: of the last ten runs of each, also from before there were any. */
async function historyOf(
  config: RegattaConfig | undefined,
  place: Pick<ConstructorParameters<typeof History>[0], "client" | "table">,
): Promise<ReadonlyMap<string, PastResults>> {
  if (!config) return new Map();
  const suite = suiteName(config.tests.directory);
  try {
    return new Map([[suite, await new History({ ...place, suite, of: "file" }).read()]]);
  } catch {
    // It only adds to what the records say.
    return new Map();
  }
}
