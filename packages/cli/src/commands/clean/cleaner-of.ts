import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createDynamoDBClient, ownAccount, Pool } from "@regatta/accounts";
import { BaselineStore, type CleaningSettings } from "@regatta/cleaner";
import type { RegattaConfig } from "@regatta/config";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import type { CleanOptions } from "./clean-options.ts";

/** What every way of cleaning needs. */
export interface Cleaner {
  config: RegattaConfig;
  pool: Pool;
  /** Where it is kept. */
  place: { client: DynamoDBClient; table: string; pool: string };
  baselines: BaselineStore;
  settings: CleaningSettings;
}

/** The cleaner that the configuration and the options describe; asks AWS nothing yet. @throws RegattaError as loadConfig does. */
export async function cleanerOf(context: CommandContext, options: CleanOptions): Promise<Cleaner> {
  const config = withPlace(await configFor(context, options), options);
  const client = createDynamoDBClient({ region: config.pool.region });
  const { table, name } = config.pool;
  const place = { client, table, pool: name };
  return {
    config,
    pool: new Pool(place),
    place,
    baselines: new BaselineStore(place),
    settings: settingsOf(config, options, context.env),
  };
}

/** The configuration with the pool the options name, for whatever is done with that pool later, warming it too. */
function withPlace(config: RegattaConfig, { table, pool: name }: CleanOptions): RegattaConfig {
  const { pool } = config;
  return { ...config, pool: { ...pool, table: table ?? pool.table, name: name ?? pool.name } };
}

function settingsOf(config: RegattaConfig, options: CleanOptions, env: NodeJS.ProcessEnv): CleaningSettings {
  const { cleaning, accounts, deploy, directory, pool } = config;
  const { protectedStacks, keep, roleName, stacksAtOnce, proofSeconds, aliasCheck, dataCommand } = cleaning;
  return {
    depth: options.depth ?? cleaning.depth,
    protectedStacks,
    keep,
    bucket: deploy.bucket,
    roleName,
    protectedAccounts: accounts.protected,
    ownAccount: () => ownAccount({ region: pool.region }),
    stacksAtOnce,
    pollMs: deploy.pollMs,
    proofApartMs: proofSeconds * 1_000,
    dataHook: dataCommand === undefined ? undefined : { command: dataCommand, directory, env },
    aliasCheck,
    env,
  };
}
