import {
  DeleteItemCommand,
  type DeleteItemCommandInput,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { holds, type Item, type Placeholders, updated } from "./condition.ts";

/** Told of every write that happened. */
export type OnWrite = (before: Item | undefined, after: Item) => void;

/** The table as its server has it: exactly the operations the pool uses, each at once and as a whole. */
export class SimulatedTable {
  readonly #items = new Map<string, Item>();
  readonly #onWrite: OnWrite;
  readonly #pageSize: number;

  /** @param pageSize how many items a page of a Query has: small, so that a look at the pool is several requests. */
  constructor(onWrite: OnWrite, pageSize: number) {
    this.#onWrite = onWrite;
    this.#pageSize = pageSize;
  }

  /** All items, in the order of their keys. */
  get items(): Item[] {
    return [...this.#items.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  }

  /** @throws ConditionalCheckFailedException, by name. */
  execute(command: object): object {
    if (command instanceof UpdateItemCommand) return this.#update(command.input);
    if (command instanceof GetItemCommand) return this.#get(command.input);
    if (command instanceof QueryCommand) return this.#query(command.input);
    if (command instanceof PutItemCommand) return this.#put(command.input);
    if (command instanceof DeleteItemCommand) return this.#delete(command.input);
    throw new Error(`the simulated DynamoDB does not know ${command.constructor.name}`);
  }

  #get({ Key, ConsistentRead }: GetItemCommandInput): object {
    consistent(ConsistentRead);
    const item = this.#items.get(keyOf(Key));
    return item ? { Item: item } : {};
  }

  #query(input: QueryCommandInput): object {
    consistent(input.ConsistentRead);
    const from = input.ExclusiveStartKey ? keyOf(input.ExclusiveStartKey) : "";
    const prefix = input.ExpressionAttributeValues?.[":prefix"]?.S ?? "";
    const left = this.items.filter((item) => keyOf(item) > from && item.sk?.S?.startsWith(prefix));
    const last = left[this.#pageSize - 1];
    const more =
      left.length > this.#pageSize && last ? { LastEvaluatedKey: { pk: last.pk, sk: last.sk } } : {};
    return { Items: left.slice(0, this.#pageSize), ...more };
  }

  #put({ Item: item, ConditionExpression: condition, ...given }: PutItemCommandInput): object {
    this.#write(item as Item, condition, given, () => item as Item);
    return {};
  }

  #update({
    Key,
    ConditionExpression: condition,
    UpdateExpression,
    ...given
  }: UpdateItemCommandInput): object {
    const change = (item: Item | undefined) => updated(UpdateExpression ?? "", item ?? (Key as Item), given);
    return { Attributes: this.#write(Key as Item, condition, given, change) };
  }

  #delete({ Key, ConditionExpression: condition, ...given }: DeleteItemCommandInput): object {
    this.#check(Key as Item, condition, given);
    this.#items.delete(keyOf(Key));
    return {};
  }

  #write(
    key: Item,
    condition: string | undefined,
    given: Placeholders,
    change: (item: Item | undefined) => Item,
  ): Item {
    const before = this.#check(key, condition, given);
    const after = change(before);
    this.#items.set(keyOf(key), after);
    this.#onWrite(before, after);
    return after;
  }

  #check(key: Item, condition: string | undefined, given: Placeholders): Item | undefined {
    const before = this.#items.get(keyOf(key));
    if (!condition || holds(condition, before, given)) return before;
    throw Object.assign(new Error("The conditional request failed"), {
      name: "ConditionalCheckFailedException",
    });
  }
}

function keyOf(item: Item | undefined): string {
  return `${item?.pk?.S} ${item?.sk?.S}`;
}

function consistent(asked: boolean | undefined): void {
  if (!asked) throw new Error("a read that is not strongly consistent proves nothing");
}
