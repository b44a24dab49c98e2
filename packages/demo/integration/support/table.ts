import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { aws } from "./aws.ts";

type Value = string | number | boolean;
export type Item = { id: string } & Record<string, Value>;

/** A service's table, in the words of the tests. */
export class Table {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Writes an item, over an older one too. */
  async put(item: Item): Promise<void> {
    const { dynamodb, clients } = aws;
    await clients.dynamodb.send(new dynamodb.PutItemCommand({ TableName: this.name, Item: encode(item) }));
  }

  /** Writes an item that must be new. @returns false when there is one with its id. */
  async add(item: Item): Promise<boolean> {
    const { dynamodb, clients } = aws;
    const command = new dynamodb.PutItemCommand({
      TableName: this.name,
      Item: encode(item),
      ConditionExpression: "attribute_not_exists(id)",
    });
    return succeeds(clients.dynamodb.send(command));
  }

  async get(id: string): Promise<Item | undefined> {
    const { dynamodb, clients } = aws;
    const command = new dynamodb.GetItemCommand({
      TableName: this.name,
      Key: { id: { S: id } },
      ConsistentRead: true,
    });
    const { Item } = await clients.dynamodb.send(command);
    return Item && decode(Item);
  }

  /** Changes a field that must have a value. @returns false when it has another one. */
  async change(id: string, field: string, from: Value, to: Value): Promise<boolean> {
    const { dynamodb, clients } = aws;
    const command = new dynamodb.UpdateItemCommand({
      TableName: this.name,
      Key: { id: { S: id } },
      UpdateExpression: "SET #f = :to",
      ConditionExpression: "#f = :from",
      ExpressionAttributeNames: { "#f": field },
      ExpressionAttributeValues: { ":from": attribute(from), ":to": attribute(to) },
    });
    return succeeds(clients.dynamodb.send(command));
  }

  /** Takes an amount from a number that may not fall below zero. @returns false when too little is there. */
  async take(id: string, field: string, amount: number): Promise<boolean> {
    const { dynamodb, clients } = aws;
    const command = new dynamodb.UpdateItemCommand({
      TableName: this.name,
      Key: { id: { S: id } },
      UpdateExpression: "SET #f = #f - :n",
      ConditionExpression: "#f >= :n",
      ExpressionAttributeNames: { "#f": field },
      ExpressionAttributeValues: { ":n": attribute(amount) },
    });
    return succeeds(clients.dynamodb.send(command));
  }

  /** Adds to a number, which starts at zero. @returns the new one. */
  async count(id: string, field: string, by = 1): Promise<number> {
    const { dynamodb, clients } = aws;
    const command = new dynamodb.UpdateItemCommand({
      TableName: this.name,
      Key: { id: { S: id } },
      UpdateExpression: "ADD #f :n",
      ExpressionAttributeNames: { "#f": field },
      ExpressionAttributeValues: { ":n": attribute(by) },
      ReturnValues: "UPDATED_NEW",
    });
    const { Attributes } = await clients.dynamodb.send(command);
    return Number(Attributes?.[field]?.N);
  }

  async remove(id: string): Promise<void> {
    const { dynamodb, clients } = aws;
    await clients.dynamodb.send(
      new dynamodb.DeleteItemCommand({ TableName: this.name, Key: { id: { S: id } } }),
    );
  }

  /** The items whose field has a value, by id. */
  async where(field: string, value: Value): Promise<Item[]> {
    const { dynamodb, clients } = aws;
    const command = new dynamodb.ScanCommand({
      TableName: this.name,
      ConsistentRead: true,
      FilterExpression: "#f = :v",
      ExpressionAttributeNames: { "#f": field },
      ExpressionAttributeValues: { ":v": attribute(value) },
    });
    const { Items = [] } = await clients.dynamodb.send(command);
    return Items.map(decode).sort((a, b) => a.id.localeCompare(b.id));
  }
}

async function succeeds(sent: Promise<unknown>): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    if ((error as { name: string }).name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}

function attribute(value: Value): AttributeValue {
  if (typeof value === "number") return { N: String(value) };
  return typeof value === "boolean" ? { BOOL: value } : { S: value };
}

function encode(item: Item): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attribute(value)]));
}

function decode(item: Record<string, AttributeValue>): Item {
  const entries = Object.entries(item).map(([name, { S, N, BOOL }]) => [
    name,
    S ?? (N === undefined ? (BOOL ?? "") : Number(N)),
  ]);
  return Object.fromEntries(entries) as Item;
}
