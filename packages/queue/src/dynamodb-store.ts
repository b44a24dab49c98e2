import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type Clock, systemClock } from "@regatta/foundation";
import { decodeValue, encodeValue } from "./encode-value.ts";
import { queueError } from "./queue-error.ts";
import type { Fields, QueueItem, QueueStore, QueueWrite } from "./queue-store.ts";
import { serverDate } from "./server-date.ts";
import { conditionOf, type Expression } from "./write-expression.ts";

export interface DynamoDBStoreOptions {
  client: DynamoDBClient;
  table: string;
  /** What the files belong to: the name of the user's project. */
  suite: string;
  /** What the containers of one run have in common. */
  key: string;
  clock?: Clock;
}

const KEPT_DAYS = 7;
const DAY_SECONDS = 86_400;

type Item = Record<string, AttributeValue>;

/**
 * The items of one run in the pool's table: `run#<suite>#<key>`. Every write is of one item and has a condition, every read
 * is strongly consistent, and every item goes by itself after a week.
 */
export class DynamoDBStore implements QueueStore {
  /** Request units used so far. */
  readonly units = { reads: 0, writes: 0 };
  readonly #options: DynamoDBStoreOptions;
  readonly #pk: AttributeValue;
  readonly #date: () => number;
  readonly #observe: (command: object) => void;
  #lookUnits = 0;

  constructor(options: DynamoDBStoreOptions) {
    this.#options = options;
    this.#pk = { S: `run#${options.suite}#${options.key}` };
    const { observe, now } = serverDate(options.clock ?? systemClock);
    this.#observe = observe;
    this.#date = now;
  }

  get lookUnits(): number {
    return this.#lookUnits;
  }

  async write(write: QueueWrite, signal?: AbortSignal): Promise<boolean> {
    const command = this.#commandOf(write);
    this.#observe(command);
    try {
      const answer = await this.#options.client.send(command as UpdateItemCommand, abortable(signal));
      this.units.writes += answer.ConsumedCapacity?.CapacityUnits ?? 0;
      return true;
    } catch (error) {
      // A refused write costs what it would have cost; the refusal does not say how much.
      if ((error as { name?: unknown }).name === "ConditionalCheckFailedException") {
        this.units.writes++;
        return false;
      }
      throw this.#error(error, write.change.kind === "delete" ? "DeleteItem" : "UpdateItem");
    }
  }

  async get(sk: string, signal?: AbortSignal): Promise<QueueItem | undefined> {
    const command = new GetItemCommand({
      TableName: this.#options.table,
      Key: this.#key(sk),
      ConsistentRead: true,
      ReturnConsumedCapacity: "TOTAL",
    });
    this.#observe(command);
    try {
      const { Item: item, ConsumedCapacity: used } = await this.#options.client.send(
        command,
        abortable(signal),
      );
      this.units.reads += used?.CapacityUnits ?? 0;
      return item && decode(item);
    } catch (error) {
      throw this.#error(error, "GetItem");
    }
  }

  async look(signal?: AbortSignal): Promise<QueueItem[]> {
    const items: QueueItem[] = [];
    let units = 0;
    let from: Item | undefined;
    do {
      const page = await this.#page(from, signal);
      items.push(...(page.Items ?? []).map(decode));
      units += page.ConsumedCapacity?.CapacityUnits ?? 0;
      from = page.LastEvaluatedKey;
    } while (from);
    this.#lookUnits = units;
    this.units.reads += units;
    return items;
  }

  async #page(from: Item | undefined, signal: AbortSignal | undefined) {
    const command = new QueryCommand({
      TableName: this.#options.table,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": this.#pk },
      ReturnConsumedCapacity: "TOTAL",
      ...(from ? { ExclusiveStartKey: from } : {}),
    });
    this.#observe(command);
    try {
      return await this.#options.client.send(command, abortable(signal));
    } catch (error) {
      throw this.#error(error, "Query");
    }
  }

  #commandOf({ sk, when, change }: QueueWrite): UpdateItemCommand | DeleteItemCommand {
    const condition = conditionOf(when);
    const input = {
      TableName: this.#options.table,
      Key: this.#key(sk),
      ReturnConsumedCapacity: "TOTAL",
    } as const;
    if (change.kind === "delete") return new DeleteItemCommand({ ...input, ...named(condition) });
    return new UpdateItemCommand({ ...input, ...this.#settingAll(change.fields, condition) });
  }

  // A put sets every field there is of its item: where the item is there already it is the same claim, or an older summary.
  #settingAll(fields: Fields, condition: Expression) {
    const { names, values } = condition;
    const all = { ...fields, expiresAt: Math.floor(this.#date() / 1000) + KEPT_DAYS * DAY_SECONDS };
    const sets = Object.entries(all).map(([name, value]) => {
      names[`#${name}`] = name;
      values[`:set_${name}`] = encodeValue(value);
      return `#${name} = :set_${name}`;
    });
    return { ...named(condition), UpdateExpression: `SET ${sets.join(", ")}` };
  }

  #key(sk: string): Item {
    return { pk: this.#pk, sk: { S: sk } };
  }

  #error(error: unknown, action: string) {
    return queueError(error, { action: `dynamodb:${action}`, target: `table ${this.#options.table}` });
  }
}

function named({ text, names, values }: Expression) {
  return {
    ConditionExpression: text,
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
}

function abortable(signal: AbortSignal | undefined) {
  return signal ? { abortSignal: signal } : {};
}

function decode({ pk: _, sk, ...item }: Item): QueueItem {
  const fields = Object.entries(item).map(([name, value]) => [name, decodeValue(value)]);
  return { sk: sk?.S ?? "", fields: Object.fromEntries(fields) };
}
