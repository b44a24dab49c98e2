import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  paginateQuery,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { median, messageOf, RegattaError } from "@regatta/foundation";

export interface TimingHistoryOptions {
  client: DynamoDBClient;
  table: string;
  /** What the files or services belong to; the same file of two suites has two records. */
  suite: string;
  /** What was timed: test files, or the deploys of services. */
  of: "file" | "service";
}

const BATCH = 25;
const BATCH_ATTEMPTS = 5;
// Enough to follow what grew within a few runs, and for the median to pass over one slow day.
const KEPT = 5;

/**
 * How long each test file, or each deploy of a service, took before, kept beside the pool: items `timings#<suite>` /
 * `file#<path>` or `service#<name>` with the last few durations, of which the median is what to expect. Two runs
 * that record at once overwrite each other, which costs an estimate a little and nothing else.
 */
export class TimingHistory {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #pk: string;
  readonly #prefix: string;
  #known = new Map<string, number[]>();

  constructor({ client, table, suite, of }: TimingHistoryOptions) {
    this.#client = client;
    this.#table = table;
    this.#pk = `timings#${suite}`;
    this.#prefix = `${of}#`;
  }

  /** @returns the expected duration of everything on record, ms by name. @throws RegattaError TIMES_UNREADABLE. */
  async read(): Promise<Record<string, number>> {
    const known = new Map<string, number[]>();
    try {
      const pages = paginateQuery(
        { client: this.#client },
        {
          TableName: this.#table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": { S: this.#pk }, ":prefix": { S: this.#prefix } },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const { sk, ...item } of Items) known.set(sk?.S?.slice(this.#prefix.length) ?? "", lastOf(item));
      }
    } catch (cause) {
      throw timesError("TIMES_UNREADABLE", "read", cause);
    }
    this.#known = known;
    return Object.fromEntries([...known].map(([name, last]) => [name, Math.round(median(last) ?? 0)]));
  }

  /**
   * Takes in what was measured now, beside what was read before.
   * @param durations ms by name. @throws RegattaError TIMES_NOT_RECORDED.
   */
  async record(durations: Record<string, number>): Promise<void> {
    const writes = Object.entries(durations).map(([name, ms]) => this.#write(name, ms));
    const batches = Array.from({ length: Math.ceil(writes.length / BATCH) }, (_, i) =>
      writes.slice(i * BATCH, (i + 1) * BATCH),
    );
    try {
      await Promise.all(batches.map((batch) => this.#writeBatch(batch)));
    } catch (cause) {
      throw timesError("TIMES_NOT_RECORDED", "recorded", cause);
    }
  }

  #write(name: string, ms: number): WriteRequest {
    const last = [...(this.#known.get(name) ?? []), Math.round(ms)].slice(-KEPT);
    return {
      PutRequest: {
        Item: {
          pk: { S: this.#pk },
          sk: { S: this.#prefix + name },
          last: { L: last.map((one) => ({ N: String(one) })) },
        },
      },
    };
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
}

// An earlier version kept one smoothed duration, `ms`.
function lastOf({ last, ms }: Record<string, AttributeValue>): number[] {
  return (last?.L ?? [ms ?? { N: "0" }]).map(({ N }) => Number(N));
}

function timesError(code: string, what: string, cause: unknown): RegattaError {
  return new RegattaError(`Recorded times could not be ${what}: ${messageOf(cause)}`, {
    code,
    source: "service",
    nextStep:
      "Allow dynamodb:Query and dynamodb:BatchWriteItem on the pool's table; runs work without, only less well ordered.",
    cause,
  });
}
