import { resolve } from "node:path";
import { createDynamoDBClient, Pool } from "@regatta/accounts";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { coloursFor } from "../../output/colours.ts";
import { renderWelcome } from "./render-welcome.ts";

export interface LocalAwsCommandOptions {
  accounts: number;
  port: number;
  state?: string;
  resourceMs?: number;
  /** The pool's table to make; absent: none. */
  table?: string;
  json?: boolean;
}

/** Does `regatta local-aws`: runs until it is interrupted. @throws RegattaError LOCAL_AWS_PORT_TAKEN. */
export async function localAws(context: CommandContext, options: LocalAwsCommandOptions): Promise<number> {
  const { cwd, stdout, env, interrupt } = context;
  const { accounts, port, state, resourceMs, table, json } = options;
  const interrupted = new Promise<void>((end) => interrupt.onInterrupt(() => end()));
  const stateDirectory = state === undefined ? undefined : resolve(cwd, state);
  const aws = await startLocalAws({
    accounts,
    port,
    ...(stateDirectory === undefined ? {} : { stateDirectory }),
    ...(resourceMs === undefined ? {} : { timings: { resourceMs } }),
  });
  try {
    if (table !== undefined) await fillPool(aws, table);
    const facts = { url: aws.url, env: aws.env, hub: aws.hub, accounts: aws.accounts, table, stateDirectory };
    stdout.write(json ? `${JSON.stringify(facts)}\n` : renderWelcome(facts, coloursFor(stdout, env)));
    await interrupted;
  } finally {
    await aws.close();
  }
  if (!json) stdout.write("\nEnded.\n");
  return exitCode.ok;
}

async function fillPool({ url, env, hub, accounts }: LocalAws, table: string): Promise<void> {
  const client = createDynamoDBClient({
    endpoint: url,
    region: hub.region,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
    },
  });
  const pool = new Pool({ client, table, pool: "default" });
  await pool.createTable();
  for (const account of accounts) await pool.add(account, "regatta local-aws");
  client.destroy();
}
