import { DescribeTableCommand, type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { accountKey, type Pool, type PoolAccount } from "@regatta/accounts";
import { type Clock, messageOf, systemClock } from "@regatta/foundation";
import PQueue from "p-queue";
import { setupClients } from "../aws/setup-clients.ts";
import type { Finding } from "./finding.ts";
import { judgeAccount } from "./judge-account.ts";
import { judgeMachine, type MachineFacts } from "./judge-machine.ts";
import { judgeTable, type TableFacts } from "./judge-table.ts";
import { lookAtAccount } from "./look-at-account.ts";

export interface CheckSetupOptions {
  pool: Pool;
  poolName: string;
  /** What the pool's table is spoken to with. */
  client: DynamoDBClient;
  table: string;
  /** The configured region. */
  region?: string | undefined;
  protectedAccounts: readonly string[];
  /** The name of the cleaner's role, where it is another one. */
  cleanerRole?: string | undefined;
  /** The name of the bucket for code, with `{account}` and `{region}` in it. */
  bucket: string;
  /** Whether services are deployed by cdk. */
  usesCdk: boolean;
  /** Only these accounts; all of the pool when left out. */
  only?: (accounts: PoolAccount[]) => PoolAccount[];
  /** How many accounts are looked at once; default 10. */
  concurrency?: number;
  clock?: Clock;
  /** Called whenever an account was looked at, with how many were and how many there are. */
  onAccount?: (done: number, of: number) => void;
}

const CONCURRENCY = 10;
const RUN_ID = "doctor";

/**
 * Checks a setup from where it stands: this machine's identity and clock, the pool's table, and every account. Changes
 * nothing anywhere.
 * @returns what was found, about the machine first, then the table, then the accounts in their order.
 * @throws what `only` throws.
 */
export async function checkSetup(options: CheckSetupOptions): Promise<Finding[]> {
  const { clock = systemClock, only = (all) => all } = options;
  const { facts: table, accounts } = await lookAtTable(options);
  const chosen = only(accounts);
  const machine = await lookAtMachine(options, accounts, clock);
  const queue = new PQueue({ concurrency: options.concurrency ?? CONCURRENCY });
  let done = 0;
  const ofAccounts = await queue.addAll(
    chosen.map((account) => async () => {
      const facts = await lookAtAccount(account, { ...options, runId: RUN_ID, clock });
      options.onAccount?.(++done, chosen.length);
      return judgeAccount(facts);
    }),
  );
  return [...judgeMachine(machine), ...judgeTable(table), ...ofAccounts.flat()];
}

async function lookAtMachine(
  { region, protectedAccounts, pool }: CheckSetupOptions,
  accounts: PoolAccount[],
  clock: Clock,
): Promise<MachineFacts> {
  const known = { pool: accounts.map(({ id }) => id), protectedAccounts };
  const clockOff = accounts.length === 0 ? {} : { clockOffMs: clock.now() - pool.serverNow() };
  const { sts: client } = setupClients({ region });
  try {
    const { Arn: arn, Account: account } = await client.send(new GetCallerIdentityCommand({}));
    return { ...known, ...clockOff, ...(arn && account ? { arn, account } : {}) };
  } catch (error) {
    return { ...known, ...clockOff, whyUnknown: messageOf(error) };
  } finally {
    client.destroy();
  }
}

async function lookAtTable({
  pool,
  poolName,
  client,
  table,
}: CheckSetupOptions): Promise<{ facts: TableFacts; accounts: PoolAccount[] }> {
  try {
    const accounts = (await pool.list()).sort((a, b) => accountKey(a).localeCompare(accountKey(b)));
    const { Table: described } = await client.send(new DescribeTableCommand({ TableName: table }));
    const schema = described?.KeySchema ?? [];
    // A partition that every run writes to, and the one for what this pool's runs were.
    const unwritable = await whyUnwritable(client, table, "timings#doctor");
    const unrecordable = await whyUnwritable(client, table, `runs#${poolName}`);
    const facts: TableFacts = {
      table,
      keys: schema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(", "),
      billing: described?.BillingModeSummary?.BillingMode ?? "PROVISIONED",
      accounts: accounts.length,
      ...(await settingsOf(pool)),
      ...(unwritable === undefined ? {} : { unwritable }),
      ...(unrecordable === undefined ? {} : { unrecordable }),
    };
    return { facts, accounts };
  } catch (error) {
    return { facts: { table, unreadable: messageOf(error) }, accounts: [] };
  }
}

async function settingsOf(pool: Pool): Promise<Partial<TableFacts>> {
  try {
    return await pool.settings();
  } catch (error) {
    return { settingsUnknown: messageOf(error) };
  }
}

/**
 * Sends a write whose condition cannot hold: whoever may not write is told so before the condition is looked at.
 */
async function whyUnwritable(
  client: DynamoDBClient,
  table: string,
  partition: string,
): Promise<string | undefined> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: { pk: { S: partition }, sk: { S: "doctor#nobody" } },
    UpdateExpression: "SET checked = :now",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":now": { N: "0" } },
  });
  try {
    await client.send(command);
    return undefined;
  } catch (error) {
    return (error as { name?: string }).name === "ConditionalCheckFailedException"
      ? undefined
      : messageOf(error);
  }
}
