import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  paginateQuery,
  UpdateItemCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { unpackResults } from "./pack-results.ts";
import type { PastResult } from "./past-result.ts";

export interface HistoryTableOptions {
  client: DynamoDBClient;
  table: string;
  /** What the files or services belong to; the same file of two suites has two records. */
  suite: string;
  /** What took the time: test files, or the deploys of services. */
  of: "file" | "service";
}

/** What the table holds. */
export interface Stored {
  sum: Map<string, PastResult[]>;
  /** Of the sum; undefined where there is none yet. */
  version: number | undefined;
  /** What is beside the sum: of one run each, or of one name as an earlier version wrote it. */
  apart: Array<{ sk: string; results: Map<string, PastResult[]> }>;
}

export interface RunItem {
  /** Unique. */
  id: string;
  data: Uint8Array;
  /** Seconds since the epoch. */
  expiresAt: number;
}

const BATCH = 25;
const BATCH_ATTEMPTS = 5;

/**
 * The items of one history: partition `timings#<suite>`, with `files-run#<when>#<id>` for each run and `files-sum`
 * (`services-…` for deploys). A read that is under way while some are added up finds each result at least once: the
 * sum sorts behind what goes into it. `file#<path>` is what an earlier version wrote: the last few durations of passes.
 */
export class HistoryTable {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #pk: string;
  readonly #of: "file" | "service";

  constructor({ client, table, suite, of }: HistoryTableOptions) {
    this.#client = client;
    this.#table = table;
    this.#pk = `timings#${suite}`;
    this.#of = of;
  }

  get #sumKey(): string {
    return `${this.#of}s-sum`;
  }

  /** @param earlierAt when results of an earlier version, which did not say, are taken to be from: ms since the epoch. */
  async read(earlierAt: number): Promise<Stored> {
    const stored: Stored = { sum: new Map(), version: undefined, apart: [] };
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": { S: this.#pk }, ":prefix": { S: this.#of } },
      },
    );
    for await (const { Items = [] } of pages) for (const item of Items) this.#take(item, stored, earlierAt);
    return stored;
  }

  #take(item: Record<string, AttributeValue>, stored: Stored, earlierAt: number): void {
    const sk = item.sk?.S ?? "";
    if (sk === this.#sumKey) {
      stored.version = Number(item.version?.N);
      stored.sum = unpackResults(item.data?.B);
    } else if (sk.startsWith(`${this.#of}s-run#`)) {
      stored.apart.push({ sk, results: unpackResults(item.data?.B) });
    } else if (sk.startsWith(`${this.#of}#`)) {
      const name = sk.slice(this.#of.length + 1);
      stored.apart.push({ sk, results: new Map([[name, earlierResults(item, earlierAt)]]) });
    }
  }

  async write({ id, data, expiresAt }: RunItem): Promise<void> {
    await this.#client.send(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: this.#key(`${this.#of}s-run#${id}`),
        UpdateExpression: "SET #data = :data, expiresAt = :expiresAt",
        ExpressionAttributeNames: { "#data": "data" },
        ExpressionAttributeValues: { ":data": { B: data }, ":expiresAt": { N: String(expiresAt) } },
      }),
    );
  }

  /** @param after the version it was made from. @returns false when it is not that one any more. */
  async writeSum({
    data,
    expiresAt,
    after,
  }: Omit<RunItem, "id"> & { after: number | undefined }): Promise<boolean> {
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: this.#key(this.#sumKey),
          UpdateExpression: "SET #data = :data, expiresAt = :expiresAt, version = :version",
          ConditionExpression: after === undefined ? "attribute_not_exists(version)" : "version = :after",
          ExpressionAttributeNames: { "#data": "data" },
          ExpressionAttributeValues: {
            ":data": { B: data },
            ":expiresAt": { N: String(expiresAt) },
            ":version": { N: String((after ?? 0) + 1) },
            ...(after === undefined ? {} : { ":after": { N: String(after) } }),
          },
        }),
      );
      return true;
    } catch (error) {
      if ((error as { name?: string }).name === "ConditionalCheckFailedException") return false;
      throw error;
    }
  }

  async remove(sks: readonly string[]): Promise<void> {
    const requests = sks.map((sk) => ({ DeleteRequest: { Key: this.#key(sk) } }));
    for (let from = 0; from < requests.length; from += BATCH) {
      await this.#writeBatch(requests.slice(from, from + BATCH));
    }
  }

  // BatchWriteItem may leave some of a batch undone under load, and says which (API reference, UnprocessedItems).
  async #writeBatch(batch: WriteRequest[]): Promise<void> {
    let left = batch;
    for (let attempt = 0; left.length > 0 && attempt < BATCH_ATTEMPTS; attempt++) {
      const answer = await this.#client.send(
        new BatchWriteItemCommand({ RequestItems: { [this.#table]: left } }),
      );
      left = answer.UnprocessedItems?.[this.#table] ?? [];
    }
    if (left.length > 0) throw new Error(`${left.length} writes were refused ${BATCH_ATTEMPTS} times`);
  }

  #key(sk: string): Record<string, AttributeValue> {
    return { pk: { S: this.#pk }, sk: { S: sk } };
  }
}

/** One smoothed duration, `ms`, or the last few. */
function earlierResults({ last, ms }: Record<string, AttributeValue>, at: number): PastResult[] {
  const durations = (last?.L ?? (ms ? [ms] : [])).map(({ N }) => Number(N));
  return durations.map((duration, i) => ({
    ms: duration,
    outcome: "passed",
    attempt: i + 1,
    runId: "earlier",
    at,
  }));
}
