import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  paginateQuery,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { messageOf, RegattaError } from "@regatta/foundation";

export interface TimingHistoryOptions {
  client: DynamoDBClient;
  table: string;
  /** What the files belong to; the same file of two suites has two records. */
  suite: string;
}

const BATCH = 25;
const BATCH_ATTEMPTS = 5;
// How much the newest run counts: enough to follow a file that grew, without jumping at one slow day.
const WEIGHT = 0.4;

/**
 * How long each test file took before, kept beside the pool: items `timings#<suite>` / `file#<path>`. Two runs that
 * record at once overwrite each other, which costs an estimate a little and nothing else.
 */
export class TimingHistory {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #pk: string;
  #known: Record<string, number> = {};

  constructor({ client, table, suite }: TimingHistoryOptions) {
    this.#client = client;
    this.#table = table;
    this.#pk = `timings#${suite}`;
  }

  /** @returns the expected duration of every file on record, ms. @throws RegattaError TIMES_UNREADABLE. */
  async read(): Promise<Record<string, number>> {
    const known: Record<string, number> = {};
    try {
      const pages = paginateQuery(
        { client: this.#client },
        {
          TableName: this.#table,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": { S: this.#pk } },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const { sk, ms } of Items) known[sk?.S?.replace("file#", "") ?? ""] = Number(ms?.N);
      }
    } catch (cause) {
      throw timesError("TIMES_UNREADABLE", "read", cause);
    }
    this.#known = known;
    return known;
  }

  /**
   * Takes in what files took now, moderated by what was read before.
   * @param durations ms by file. @throws RegattaError TIMES_NOT_RECORDED.
   */
  async record(durations: Record<string, number>): Promise<void> {
    const writes = Object.entries(durations).map(([file, ms]) => this.#write(file, ms));
    const batches = Array.from({ length: Math.ceil(writes.length / BATCH) }, (_, i) =>
      writes.slice(i * BATCH, (i + 1) * BATCH),
    );
    try {
      await Promise.all(batches.map((batch) => this.#writeBatch(batch)));
    } catch (cause) {
      throw timesError("TIMES_NOT_RECORDED", "recorded", cause);
    }
  }

  #write(file: string, ms: number): WriteRequest {
    const before = this.#known[file] ?? ms;
    const expected = Math.round(before + WEIGHT * (ms - before));
    return {
      PutRequest: { Item: { pk: { S: this.#pk }, sk: { S: `file#${file}` }, ms: { N: String(expected) } } },
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

function timesError(code: string, what: string, cause: unknown): RegattaError {
  return new RegattaError(`Recorded times could not be ${what}: ${messageOf(cause)}`, {
    code,
    source: "service",
    nextStep:
      "Allow dynamodb:Query and dynamodb:BatchWriteItem on the pool's table; runs work without, only less well ordered.",
    cause,
  });
}
