import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type AccountRef, accountKey } from "@regatta/accounts";
import { type Clock, messageOf, RegattaError, systemClock } from "@regatta/foundation";
import type { Inventory, Resource } from "../inventory/inventory.ts";

export interface BaselineStoreOptions {
  client: DynamoDBClient;
  /** The pool's. */
  table: string;
  pool: string;
  clock?: Clock;
}

/** What belongs in a clean account beside what the config keeps. */
export interface Baseline {
  readonly inventory: Inventory;
  /** ms since the epoch, by the clock of who recorded it. */
  readonly recordedAt: number;
  /** Who recorded it. */
  readonly by: string;
}

/** Of one item, bytes: DynamoDB takes 400 KB, names and numbers included. */
const maxBytes = 380_000;

/**
 * The baselines of a pool's accounts, kept in the pool's table but in a partition of their own, which no look at the pool
 * reads: items `baseline#<pool>` / `<id>/<region>`.
 */
export class BaselineStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #pool: string;
  readonly #clock: Clock;

  constructor({ client, table, pool, clock = systemClock }: BaselineStoreOptions) {
    this.#client = client;
    this.#table = table;
    this.#pool = pool;
    this.#clock = clock;
  }

  /**
   * @returns the account's baseline, or undefined when none was recorded.
   * @throws RegattaError BASELINE_UNREADABLE.
   */
  async read(account: AccountRef): Promise<Baseline | undefined> {
    try {
      const command = new GetItemCommand({
        TableName: this.#table,
        Key: this.#key(account),
        ConsistentRead: true,
      });
      const { Item: item } = await this.#client.send(command);
      if (!item) return undefined;
      const inventory = await unpack(item.resources?.B ?? new Uint8Array());
      return { inventory, recordedAt: Number(item.recordedAt?.N ?? 0), by: item.recordedBy?.S ?? "" };
    } catch (cause) {
      throw storeError("BASELINE_UNREADABLE", "read", account, cause);
    }
  }

  /**
   * Records what belongs in an account, in place of what was recorded before.
   * @param by who says so.
   * @throws RegattaError BASELINE_NOT_RECORDED.
   */
  async record(account: AccountRef, inventory: Inventory, by: string): Promise<void> {
    try {
      const packed = await pack(inventory);
      if (packed.length > maxBytes)
        throw new Error(`it takes ${packed.length} bytes, ${maxBytes} are the most`);
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: this.#key(account),
          UpdateExpression: "SET resources = :resources, recordedAt = :at, recordedBy = :by",
          ExpressionAttributeValues: {
            ":resources": { B: packed },
            ":at": { N: String(this.#clock.now()) },
            ":by": { S: by },
          },
        }),
      );
    } catch (cause) {
      throw storeError("BASELINE_NOT_RECORDED", "recorded", account, cause);
    }
  }

  #key(account: AccountRef) {
    return { pk: { S: `baseline#${this.#pool}` }, sk: { S: accountKey(account) } };
  }
}

function pack({ resources }: Inventory): Promise<Uint8Array> {
  return promisify(gzip)(JSON.stringify(resources.map(({ kind, name }) => [kind, name])));
}

async function unpack(packed: Uint8Array): Promise<Inventory> {
  const rows = JSON.parse((await promisify(gunzip)(packed)).toString("utf8")) as Array<[string, string]>;
  return { resources: rows.map(([kind, name]): Resource => ({ kind, name })) };
}

function storeError(code: string, what: string, account: AccountRef, cause: unknown): RegattaError {
  return new RegattaError(
    `The baseline of ${accountKey(account)} could not be ${what}: ${messageOf(cause)}`,
    {
      code,
      source: "service",
      account: accountKey(account),
      nextStep: "Allow dynamodb:GetItem and dynamodb:UpdateItem on the pool's table to who cleans.",
      cause,
    },
  );
}
