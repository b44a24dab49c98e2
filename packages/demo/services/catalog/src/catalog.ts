import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type DeployedService, unlessRefused } from "../../shared/deployed-service.ts";

export interface Product {
  sku: string;
  name: string;
  category: string;
  /** Net, in cents. */
  price: number;
  status: "draft" | "listed" | "withdrawn";
  views?: number;
}

export interface Page {
  names: string[];
  /** Where the next page starts; undefined after the last. */
  next?: string | undefined;
}

/** What the shop sells. */
export class Catalog {
  readonly #service: DeployedService;

  constructor(service: DeployedService) {
    this.#service = service;
  }

  /** Adds a draft. @returns false when there is a product with its sku. */
  async add(product: Omit<Product, "status">): Promise<boolean> {
    const { documents, table } = this.#service;
    const command = new PutCommand({
      TableName: table,
      Item: { ...product, status: "draft" },
      ConditionExpression: "attribute_not_exists(sku)",
    });
    return (await unlessRefused(documents.send(command))) !== undefined;
  }

  async get(sku: string): Promise<Product | undefined> {
    const { documents, table } = this.#service;
    const command = new GetCommand({ TableName: table, Key: { sku }, ConsistentRead: true });
    return (await documents.send(command)).Item as Product | undefined;
  }

  /** @returns false unless it is a draft. */
  async list(sku: string): Promise<boolean> {
    return this.#change(sku, "SET #s = :to", "#s = :from", { ":from": "draft", ":to": "listed" });
  }

  /** @returns false unless it is listed. */
  async withdraw(sku: string): Promise<boolean> {
    return this.#change(sku, "SET #s = :to", "#s = :from", { ":from": "listed", ":to": "withdrawn" });
  }

  /** Changes a price that must still be the one seen. */
  async reprice(sku: string, seen: number, price: number): Promise<boolean> {
    if (price < 0) throw new Error("a price cannot be negative");
    return this.#change(sku, "SET price = :to", "price = :from AND #s <> :gone", {
      ":from": seen,
      ":to": price,
      ":gone": "withdrawn",
    });
  }

  /** Counts a look at a product. @returns how many there were. */
  async viewed(sku: string): Promise<number> {
    const { documents, table } = this.#service;
    const command = new UpdateCommand({
      TableName: table,
      Key: { sku },
      UpdateExpression: "ADD #views :one",
      ExpressionAttributeNames: { "#views": "views" },
      ExpressionAttributeValues: { ":one": 1 },
      ReturnValues: "UPDATED_NEW",
    });
    return (await documents.send(command)).Attributes?.views;
  }

  /** The names of what is listed in a category, in order, a page at a time. */
  async page(category: string, from?: string): Promise<Page> {
    const { documents, table, parameters } = this.#service;
    const command = new QueryCommand({
      TableName: table,
      IndexName: "by-category",
      KeyConditionExpression: `category = :category${from === undefined ? "" : " AND #name > :from"}`,
      FilterExpression: "#s = :listed",
      ExpressionAttributeNames: { "#s": "status", ...(from === undefined ? {} : { "#name": "name" }) },
      ExpressionAttributeValues: {
        ":category": category,
        ":listed": "listed",
        ...(from === undefined ? {} : { ":from": from }),
      },
      Limit: Number(parameters["page-size"]),
    });
    const { Items = [], LastEvaluatedKey } = await documents.send(command);
    return { names: Items.map(({ name }) => name), next: LastEvaluatedKey?.name };
  }

  /** The names of everything listed in a category, in order. */
  async listed(category: string): Promise<string[]> {
    const names: string[] = [];
    let page = await this.page(category);
    names.push(...page.names);
    while (page.next !== undefined) {
      page = await this.page(category, page.next);
      names.push(...page.names);
    }
    return names;
  }

  async #change(sku: string, update: string, condition: string, values: Record<string, unknown>) {
    const { documents, table } = this.#service;
    const command = new UpdateCommand({
      TableName: table,
      Key: { sku },
      UpdateExpression: update,
      ConditionExpression: condition,
      ExpressionAttributeNames: { "#s": "status" },
      ExpressionAttributeValues: values,
    });
    return (await unlessRefused(documents.send(command))) !== undefined;
  }
}
