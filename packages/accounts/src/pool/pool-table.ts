import { randomUUID } from "node:crypto";
import {
  type $Command,
  type DynamoDBClient,
  type DynamoDBClientResolvedConfig,
  GetItemCommand,
  QueryCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Clock } from "@regatta/foundation";
import type { AccountRef, PoolAccount } from "../account.ts";
import { accountKey } from "../account.ts";
import { toRegattaError } from "../aws/aws-error.ts";
import { ServerTime } from "../aws/server-time.ts";
import { watchServerTime } from "../aws/watch-server-time.ts";
import type { Waiter } from "../line/waiter.ts";
import { decodeWaiter, isWaiter, waiterPrefix } from "../line/waiter-item.ts";
import { accountPrefix, decodeAccount, type Item, isAccount, itemKey, poolKey } from "./account-item.ts";

type Command<In extends ServiceInputTypes, Out extends ServiceOutputTypes> = $Command<
  In,
  Out,
  DynamoDBClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>;

export interface PoolTableOptions {
  client: DynamoDBClient;
  table: string;
  pool: string;
  clock: Clock;
  random: () => number;
  newId?: () => string;
}

export interface SendOptions {
  /** Ends the call, its retries included. */
  signal?: AbortSignal | undefined;
  account?: AccountRef;
}

/** What one look at a pool found. */
export interface Looked {
  accounts: PoolAccount[];
  waiters: Waiter[];
  /** What it cost, in DynamoDB's read units; 0 where the server does not say. */
  readUnits: number;
}

/** One pool in one table: what every operation of the pool works on. Knows the server's time from every answer. */
export class PoolTable {
  readonly table: string;
  readonly pool: string;
  readonly clock: Clock;
  readonly random: () => number;
  /** Yields an id nobody else has: for leases, writes and places in the line. */
  readonly newId: () => string;
  readonly time: ServerTime;
  readonly #client: DynamoDBClient;

  constructor({ client, table, pool, clock, random, newId = randomUUID }: PoolTableOptions) {
    this.#client = client;
    this.table = table;
    this.pool = pool;
    this.clock = clock;
    this.random = random;
    this.newId = newId;
    this.time = new ServerTime(clock);
  }

  /**
   * Sends a command.
   * @param action its name for IAM, without the service: `UpdateItem`.
   * @throws RegattaError as toRegattaError maps it; a refused condition is thrown as the SDK has it.
   */
  async send<In extends ServiceInputTypes, Out extends ServiceOutputTypes>(
    action: string,
    command: Command<In, Out>,
    options: SendOptions = {},
  ): Promise<Out> {
    watchServerTime(command, this.time, this.clock);
    try {
      const { signal } = options;
      return await this.#client.send(command, signal ? { abortSignal: signal } : {});
    } catch (error) {
      if (isRefusal(error)) throw error;
      throw toRegattaError(error, {
        action: `dynamodb:${action}`,
        target: `table ${this.table}`,
        account: options.account && accountKey(options.account),
      });
    }
  }

  /** Writes an item under the condition its input has. @returns the account as it is afterwards. */
  async update(input: UpdateItemCommandInput, options: SendOptions): Promise<PoolAccount> {
    const answer = await this.send("UpdateItem", new UpdateItemCommand(input), options);
    return decodeAccount(answer.Attributes ?? {});
  }

  /** Reads one account, strongly consistent; undefined when the pool has none of that name. */
  async get(account: AccountRef, options: SendOptions = {}): Promise<PoolAccount | undefined> {
    const command = new GetItemCommand({
      TableName: this.table,
      Key: itemKey(this.pool, account),
      ConsistentRead: true,
    });
    const { Item: item } = await this.send("GetItem", command, { ...options, account });
    return item && decodeAccount(item);
  }

  /** Reads all accounts with one strongly consistent Query, page after page. */
  async list(): Promise<PoolAccount[]> {
    return (await this.#query({ prefix: accountPrefix })).items.map(decodeAccount);
  }

  /** Reads the line alone with one strongly consistent Query: far less than a look where nobody waits. */
  async waiters(): Promise<Waiter[]> {
    return (await this.#query({ prefix: waiterPrefix })).items.map(decodeWaiter);
  }

  /**
   * Reads accounts and line with one Query of the whole pool, page after page. Whoever was in the line when an account
   * was read is in it: the line is read last.
   * @param options.eventually takes what may be a second old, at half the read units: only to show it.
   */
  async look({ eventually = false } = {}): Promise<Looked> {
    const { items, readUnits } = await this.#query({ eventually });
    return {
      accounts: items.filter(isAccount).map(decodeAccount),
      waiters: items.filter(isWaiter).map(decodeWaiter),
      readUnits,
    };
  }

  async #query({ prefix, eventually = false }: { prefix?: string; eventually?: boolean }) {
    const items: Item[] = [];
    let readUnits = 0;
    let from: Item | undefined;
    do {
      const command: QueryCommand = new QueryCommand({
        TableName: this.table,
        ConsistentRead: !eventually,
        ReturnConsumedCapacity: "TOTAL",
        KeyConditionExpression: prefix ? "pk = :pool AND begins_with(sk, :prefix)" : "pk = :pool",
        ExpressionAttributeValues: {
          ":pool": { S: poolKey(this.pool) },
          ...(prefix ? { ":prefix": { S: prefix } } : {}),
        },
        ...(from ? { ExclusiveStartKey: from } : {}),
      });
      const page = await this.send("Query", command);
      items.push(...(page.Items ?? []));
      readUnits += page.ConsumedCapacity?.CapacityUnits ?? 0;
      from = page.LastEvaluatedKey;
    } while (from);
    return { items, readUnits };
  }
}

/** @returns true when a write was refused because its condition did not hold. */
export function isRefusal(error: unknown): boolean {
  return (error as { name?: unknown })?.name === "ConditionalCheckFailedException";
}
