import { type DynamoDBClient, paginateQuery, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { messageOf, RegattaError } from "@regatta/foundation";
import { type AnyRecord, packRecord, unpackRecord } from "./pack-record.ts";

export interface RunRecordsOptions {
  client: DynamoDBClient;
  /** The pool's. */
  table: string;
  pool: string;
}

/** What was recorded in a stretch of time. */
export interface ReadRecords {
  /** The first to end first. */
  records: AnyRecord[];
  /** How many could not be read: damaged, or of a later version. */
  unreadable: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a record is kept, ms: a year and what it takes to look back at it. */
export const KEPT_MS = 400 * DAY_MS;
/** Of one item: DynamoDB takes 400 KB, names and numbers included. */
const ITEM_BYTES = 350_000;

/**
 * What runs and cleanings of a pool recorded, kept beside the pool: items `runs#<pool>` / `<ISO time of the end>#<run>#<container>`.
 * Each is written once, by who ends, and goes by the table's time to live. Nothing is decided by them.
 */
export class RunRecords {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #pk: string;

  constructor({ client, table, pool }: RunRecordsOptions) {
    this.#client = client;
    this.#table = table;
    this.#pk = `runs#${pool}`;
  }

  /** Keeps a record for 400 days. @throws RegattaError RUN_NOT_RECORDED. */
  async write(record: AnyRecord): Promise<void> {
    try {
      const data = await packRecord(record, ITEM_BYTES);
      // UpdateItem, as it is what a run may do on the pool's table anyway.
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: { pk: { S: this.#pk }, sk: { S: sortKey(record) } },
          UpdateExpression: "SET #data = :data, expiresAt = :expiresAt",
          ExpressionAttributeNames: { "#data": "data" },
          ExpressionAttributeValues: {
            ":data": { B: data },
            ":expiresAt": { N: String(Math.ceil((record.endedAt + KEPT_MS) / 1000)) },
          },
        }),
      );
    } catch (cause) {
      throw recordsError("RUN_NOT_RECORDED", "The run could not be recorded", "dynamodb:UpdateItem", cause);
    }
  }

  /**
   * What ended from `from` until `to`, both ms since the epoch.
   * @throws RegattaError RUNS_UNREADABLE.
   */
  async read({ from, to }: { from: number; to: number }): Promise<ReadRecords> {
    try {
      const found = await this.#query(new Date(from).toISOString(), `${new Date(to).toISOString()}~`);
      const records = found.filter((record) => record !== undefined);
      return { records, unreadable: found.length - records.length };
    } catch (cause) {
      throw recordsError("RUNS_UNREADABLE", "The records of runs could not be read", "dynamodb:Query", cause);
    }
  }

  async #query(from: string, to: string): Promise<Array<AnyRecord | undefined>> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: { ":pk": { S: this.#pk }, ":from": { S: from }, ":to": { S: to } },
      },
    );
    const found: Array<AnyRecord | undefined> = [];
    for await (const { Items: items = [] } of pages) {
      found.push(...(await Promise.all(items.map(({ data }) => unpackRecord(data?.B)))));
    }
    return found;
  }
}

function sortKey(record: AnyRecord): string {
  const container = record.kind === "run" ? (record.container?.index ?? 0) : 0;
  return `${new Date(record.endedAt).toISOString()}#${record.runId}#${container}`;
}

function recordsError(code: string, what: string, action: string, cause: unknown): RegattaError {
  return new RegattaError(`${what}: ${messageOf(cause)}`, {
    code,
    source: "service",
    nextStep: `Allow ${action} on the items runs#<pool> of the pool's table (regatta setup ci-role); runs work without, but regatta stats does not know of them.`,
    cause,
  });
}
