import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type DeployedService, unlessRefused } from "../../shared/deployed-service.ts";

export interface Line {
  sku: string;
  count: number;
  /** Of one, net, in cents. */
  price: number;
}

export type OrderStatus = "placed" | "paid" | "shipped" | "cancelled" | "lapsed";

export interface Order {
  id: string;
  customer: string;
  lines: Line[];
  status: OrderStatus;
  version: number;
  /** ms since the epoch. */
  placedAt: number;
}

/** What an order costs, net, in cents. */
export function total(lines: Line[]): number {
  return lines.reduce((sum, { price, count }) => sum + price * count, 0);
}

/** What was bought by whom. */
export class Orders {
  readonly #service: DeployedService;

  constructor(service: DeployedService) {
    this.#service = service;
  }

  /** @returns false when there is an order with its id: the same order was sent twice. */
  async place(order: Pick<Order, "id" | "customer" | "lines">): Promise<boolean> {
    const most = Number(this.#service.parameters["most-lines"]);
    if (order.lines.length === 0) throw new Error("an order needs a line");
    if (order.lines.length > most) throw new Error(`an order has at most ${most} lines`);
    const command = new PutCommand({
      TableName: this.#service.table,
      Item: { ...order, status: "placed", version: 1, placedAt: Date.now() },
      ConditionExpression: "attribute_not_exists(id)",
    });
    return (await unlessRefused(this.#service.documents.send(command))) !== undefined;
  }

  async get(id: string): Promise<Order | undefined> {
    const { documents, table } = this.#service;
    const command = new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true });
    return (await documents.send(command)).Item as Order | undefined;
  }

  /** A customer's orders, newest first. */
  async of(customer: string): Promise<string[]> {
    const { documents, table } = this.#service;
    const command = new QueryCommand({
      TableName: table,
      IndexName: "by-customer",
      KeyConditionExpression: "customer = :customer",
      ExpressionAttributeValues: { ":customer": customer },
      ScanIndexForward: false,
    });
    return ((await documents.send(command)).Items ?? []).map(({ id }) => id);
  }

  async pay(id: string): Promise<boolean> {
    return this.#step(id, "placed", "paid");
  }

  async ship(id: string): Promise<boolean> {
    return this.#step(id, "paid", "shipped");
  }

  async cancel(id: string): Promise<boolean> {
    return this.#step(id, "placed", "cancelled");
  }

  /** Gives up an order that nobody paid in time. @returns false when it is paid, or has time left. */
  async lapse(id: string): Promise<boolean> {
    const placedBefore = Date.now() - Number(this.#service.parameters["hold-ms"]);
    return this.#step(id, "placed", "lapsed", { ":before": placedBefore }, "placedAt < :before");
  }

  /** Adds a line to an order whose version is the one seen. @returns false when it is not, or it is too late. */
  async addLine(id: string, line: Line, seen: number): Promise<boolean> {
    const values = { ":line": [line], ":seen": seen, ":one": 1, ":placed": "placed" };
    const command = new UpdateCommand({
      TableName: this.#service.table,
      Key: { id },
      UpdateExpression: "SET #lines = list_append(#lines, :line), version = version + :one",
      ConditionExpression: "version = :seen AND #status = :placed",
      ExpressionAttributeNames: { "#lines": "lines", "#status": "status" },
      ExpressionAttributeValues: values,
    });
    return (await unlessRefused(this.#service.documents.send(command))) !== undefined;
  }

  async #step(id: string, from: OrderStatus, to: OrderStatus, values = {}, condition = ""): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#service.table,
      Key: { id },
      UpdateExpression: "SET #status = :to, version = version + :one",
      ConditionExpression: ["#status = :from", condition].filter(Boolean).join(" AND "),
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":from": from, ":to": to, ":one": 1, ...values },
    });
    return (await unlessRefused(this.#service.documents.send(command))) !== undefined;
  }
}
