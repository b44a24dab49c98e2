import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createDynamoDBClient, isMeant, Pool, type PoolAccount } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import { didYouMean, RegattaError } from "@regatta/foundation";
import { History, type PastResult, readTimings, suiteName } from "@regatta/run-log";
import { FingerprintStore } from "@regatta/stacks";
import { type PersonalAccount, personalAccountOf } from "../personal/personal-account.ts";
import { personalBasis } from "./personal-basis.ts";
import { readTimes } from "./read-times.ts";
import { type WantedServices, type WhatToDeploy, wantedServices } from "./wanted-services.ts";

/** Everything a run, or the plan of one, is made from; nothing has been touched to get it. */
export interface RunBasis {
  config: RegattaConfig;
  wanted: WantedServices;
  /** Where accounts are had from; absent where the run works in an account of somebody's own. */
  pool?: Pool;
  /** The pool's table, for what is left there at the end; absent where `pool` is. */
  tableOfPool?: { client: DynamoDBClient; table: string };
  /** The account of somebody's own that everything happens in. Nothing is asked of the pool's table then. */
  personal?: PersonalAccount;
  /** Those of the pool that may be used: all, or the one that is asked for. */
  accounts: PoolAccount[];
  /** The account asked for: a key, id or name. */
  only?: readonly string[] | undefined;
  /** In the pool's table; in an account of somebody's own in files. */
  history: Pick<History, "record">;
  /** Expected durations by file, ms, where there is a history. */
  expectedMs: Record<string, number>;
  /** What of it 95 % of runs stay below, ms. */
  p95Ms: Record<string, number>;
  /** What became of files in their last runs, as `pastLetters` writes it. */
  past: Record<string, string>;
  /** What reports say of files, by path as they have it, for those without a history. */
  timings?: ReadonlyMap<string, PastResult[]>;
  deployHistory: Pick<History, "record">;
  /** Expected deploy times by service, ms, where there is a history. */
  deployMs: Record<string, number>;
  /** What went into the fingerprints of earlier deploys; absent without a pool. */
  fingerprints?: FingerprintStore;
}

export interface BasisOptions extends WhatToDeploy {
  /** The one account to use: the name of one of the configuration's `personal`; of the pool `<id>/<region>`, id or name. */
  account?: string;
  /** JUnit reports to take durations from where none are recorded: paths and globs, relative to the folder. */
  timings?: { reports: readonly string[]; directory: string };
}

/**
 * Reads the services, the pool and the recorded times.
 * @throws RegattaError for services that cannot be read, a pool that cannot be reached (no credentials, no
 *   permission, no table), POOL_EMPTY for one without accounts, and ACCOUNT_NOT_FOUND; for an account of somebody's own
 *   as `openSession`; TIMINGS_UNREADABLE for reports that are to be used and cannot be.
 */
export async function readBasis(
  config: RegattaConfig,
  env: NodeJS.ProcessEnv,
  { account, timings: reports, ...what }: BasisOptions = {},
): Promise<RunBasis> {
  const personal = personalAccountOf(config, account);
  const given = reports ? { timings: await readTimings(reports.reports, reports.directory) } : {};
  if (personal) return { ...(await personalBasis({ config, env, personal, what })), ...given };
  const { table, name, region } = config.pool;
  const client = createDynamoDBClient(region === undefined ? {} : { region });
  const pool = new Pool({ client, table, pool: name });
  const history = new History({ client, table, suite: suiteName(config.tests.directory), of: "file" });
  const deployHistory = new History({
    client,
    table,
    suite: suiteName(config.directory),
    of: "service",
  });
  const fingerprints = new FingerprintStore({ client, table });
  const only = account === undefined ? undefined : [account];
  const [wanted, all, files, deploys] = await Promise.all([
    wantedServices(config, env, what),
    pool.list(),
    readTimes(history),
    readTimes(deployHistory),
  ]);
  const accounts = all.filter((one) => isMeant(one, only));
  if (accounts.length === 0) throw account === undefined ? poolEmpty(config) : notFound(account, all, config);
  return {
    config,
    wanted,
    pool,
    tableOfPool: { client, table },
    accounts,
    only,
    history,
    ...files,
    ...given,
    deployHistory,
    deployMs: deploys.expectedMs,
    fingerprints,
  };
}

function poolEmpty({ pool: { name, table } }: RegattaConfig): RegattaError {
  return new RegattaError(`The pool "${name}" in table "${table}" has no accounts.`, {
    code: "POOL_EMPTY",
    source: "user",
    nextStep: "Add one with: regatta pool add <account id> --role <role>",
  });
}

function notFound(asked: string, accounts: PoolAccount[], { personal }: RegattaConfig): RegattaError {
  const named = accounts.flatMap(({ name }) => name ?? []);
  const names = [...new Set([...Object.keys(personal), ...named])].sort();
  return new RegattaError(
    `Neither the pool nor \`personal\` of the configuration has an account "${asked}"${didYouMean(asked, names) || "."}`,
    {
      code: "ACCOUNT_NOT_FOUND",
      source: "user",
      nextStep:
        names.length > 0
          ? `Accounts of someone's own are: ${names.join(", ")}. Others are named by id, as in regatta pool status.`
          : `Make it one of your own: \`personal.${asked}\` in the configuration, or regatta pool add <account id> --role <role> --name ${asked}`,
    },
  );
}
