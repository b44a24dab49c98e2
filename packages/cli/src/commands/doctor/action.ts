import { createDynamoDBClient, Pool } from "@regatta/accounts";
import { checkSetup } from "@regatta/setup";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { exitCode } from "../../exit-code.ts";
import { findAccounts } from "../../find-accounts.ts";
import { coloursFor } from "../../output/colours.ts";
import { Progress } from "../../output/progress.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { renderFindings } from "./render-findings.ts";

export interface DoctorOptions extends PoolOptions {
  /** Only these; all of the pool when empty. */
  accounts: string[];
  json?: boolean;
}

/**
 * Does `regatta doctor`. @returns 1 when there are problems.
 * @throws RegattaError as loadConfig does; ACCOUNT_NOT_FOUND.
 */
export async function doctor(context: CommandContext, options: DoctorOptions): Promise<number> {
  const { stdout, stderr, env } = context;
  const config = await configFor(context, options);
  const table = options.table ?? config.pool.table;
  const { region } = config.pool;
  const client = createDynamoDBClient({ region });
  const poolName = options.pool ?? config.pool.name;
  let looking = ["looking at the table, and at this machine"];
  const progress = await Progress.start({ stream: stderr, env, now: () => looking });
  const findings = await checkSetup({
    pool: new Pool({ client, table, pool: poolName }),
    poolName,
    client,
    table,
    region,
    protectedAccounts: config.accounts.protected,
    cleanerRole: config.cleaning.roleName,
    bucket: config.deploy.bucket,
    usesCdk: Object.values(config.services).some(({ deployer }) => deployer === "cdk"),
    only: (all) => (options.accounts.length === 0 ? all : findAccounts(all, options.accounts)),
    onAccount: (done, of) => {
      looking = [`looked at ${done} of ${of} accounts`];
    },
  }).finally(() => progress.end());
  client.destroy();
  stdout.write(
    options.json
      ? `${JSON.stringify({ findings }, null, 2)}\n`
      : renderFindings(findings, coloursFor(stdout, env)),
  );
  return findings.some(({ verdict }) => verdict === "problem") ? exitCode.found : exitCode.ok;
}
