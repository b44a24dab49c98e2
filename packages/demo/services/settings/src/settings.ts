import { DeleteCommand, GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type DeployedService, unlessRefused } from "../../shared/deployed-service.ts";

export type Value = string | number | boolean | Value[] | { [name: string]: Value };

/** A setting's value, and how often it was written. */
export interface Setting {
  name: string;
  value: Value;
  version: number;
}

/** What the people of the shop set without a deploy, by scope ("shop", "staff", …). */
export class Settings {
  readonly #service: DeployedService;

  constructor(service: DeployedService) {
    this.#service = service;
  }

  async get(scope: string, name: string): Promise<Setting | undefined> {
    const { documents, table } = this.#service;
    const command = new GetCommand({ TableName: table, Key: { scope, name }, ConsistentRead: true });
    const { Item } = await documents.send(command);
    return Item && { name, value: Item.value, version: Item.version };
  }

  /** Every setting of a scope, by name, read in pages. */
  async all(scope: string, pageSize = 100): Promise<Setting[]> {
    const settings: Setting[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await this.#page(scope, pageSize, from);
      settings.push(...page.settings);
      from = page.next;
    } while (from);
    return settings;
  }

  /** Writes whatever was there before. @returns the new version. */
  async put(scope: string, name: string, value: Value): Promise<number> {
    return (await this.#write(scope, name, value)) ?? 0;
  }

  /** Writes only over the version seen (0: none yet). @returns the new version; undefined when it was another. */
  async change(scope: string, name: string, value: Value, seen: number): Promise<number | undefined> {
    return this.#write(scope, name, value, seen);
  }

  async remove(scope: string, name: string): Promise<void> {
    const { documents, table } = this.#service;
    await documents.send(new DeleteCommand({ TableName: table, Key: { scope, name } }));
  }

  async #page(scope: string, size: number, from?: Record<string, unknown>) {
    const command = new QueryCommand({
      TableName: this.#service.table,
      KeyConditionExpression: "#scope = :scope",
      ExpressionAttributeNames: { "#scope": "scope" },
      ExpressionAttributeValues: { ":scope": scope },
      ConsistentRead: true,
      Limit: size,
      ExclusiveStartKey: from,
    });
    const { Items = [], LastEvaluatedKey: next } = await this.#service.documents.send(command);
    return { settings: Items.map(({ name, value, version }) => ({ name, value, version })), next };
  }

  async #write(scope: string, name: string, value: Value, seen?: number): Promise<number | undefined> {
    const condition = seen === 0 ? "attribute_not_exists(version)" : "version = :seen";
    const command = new UpdateCommand({
      TableName: this.#service.table,
      Key: { scope, name },
      UpdateExpression: "SET #value = :value ADD version :one",
      ...(seen === undefined ? {} : { ConditionExpression: condition }),
      ExpressionAttributeNames: { "#value": "value" },
      ExpressionAttributeValues: { ":value": value, ":one": 1, ...(seen ? { ":seen": seen } : {}) },
      ReturnValues: "UPDATED_NEW",
    });
    return (await unlessRefused(this.#service.documents.send(command)))?.Attributes?.version;
  }
}
