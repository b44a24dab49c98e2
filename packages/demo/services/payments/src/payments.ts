import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type DeployedService, unlessRefused } from "../../shared/deployed-service.ts";

export interface Payment {
  order: string;
  id: string;
  /** In cents: what may be captured, what was, and what of that went back. */
  authorised: number;
  captured: number;
  refunded: number;
  status: "authorised" | "void";
  /** ms since the epoch. */
  expiresAt: number;
}

/** What was paid for an order. */
export class Payments {
  readonly #service: DeployedService;

  constructor(service: DeployedService) {
    this.#service = service;
  }

  /** Sent twice, it is one payment. @returns false when there is another one with its id. */
  async authorise({ order, id, amount }: { order: string; id: string; amount: number }): Promise<boolean> {
    if (!(amount > 0)) throw new Error("only a positive amount can be authorised");
    const { documents, table, parameters } = this.#service;
    const expiresAt = Date.now() + Number(parameters["authorisation-ms"]);
    const sums = { authorised: amount, captured: 0, refunded: 0 };
    const command = new PutCommand({
      TableName: table,
      Item: { order, id, ...sums, status: "authorised", expiresAt },
      ConditionExpression: "attribute_not_exists(id)",
    });
    if (await unlessRefused(documents.send(command))) return true;
    return (await this.get(order, id))?.authorised === amount;
  }

  async get(order: string, id: string): Promise<Payment | undefined> {
    const { documents, table } = this.#service;
    const command = new GetCommand({ TableName: table, Key: { order, id }, ConsistentRead: true });
    return (await documents.send(command)).Item as Payment | undefined;
  }

  /** Takes money. @returns false when that is more than is left of it, or it is void or too old. */
  async capture(order: string, id: string, amount: number): Promise<boolean> {
    const payment = await this.get(order, id);
    if (!payment || payment.captured + amount > payment.authorised) return false;
    return this.#update(
      payment,
      "SET captured = captured + :n",
      "captured = :seen AND #status = :authorised AND expiresAt > :now",
      { ":n": amount, ":seen": payment.captured, ":authorised": "authorised", ":now": Date.now() },
    );
  }

  /** Gives money back. @returns false when that is more than was taken. */
  async refund(order: string, id: string, amount: number): Promise<boolean> {
    const payment = await this.get(order, id);
    if (!payment || payment.refunded + amount > payment.captured) return false;
    const values = { ":n": amount, ":seen": payment.refunded };
    return this.#update(payment, "SET refunded = refunded + :n", "refunded = :seen", values);
  }

  /** @returns false when something was captured. */
  async void(order: string, id: string): Promise<boolean> {
    const values = { ":void": "void", ":none": 0 };
    return this.#update({ order, id }, "SET #status = :void", "captured = :none", values);
  }

  /** What was taken for an order and not given back, over all its payments. */
  async balance(order: string): Promise<number> {
    const { documents, table } = this.#service;
    const command = new QueryCommand({
      TableName: table,
      KeyConditionExpression: "#order = :order",
      ExpressionAttributeNames: { "#order": "order" },
      ExpressionAttributeValues: { ":order": order },
      ConsistentRead: true,
    });
    const payments = ((await documents.send(command)).Items ?? []) as Payment[];
    return payments.reduce((sum, { captured, refunded }) => sum + captured - refunded, 0);
  }

  async #update(
    { order, id }: { order: string; id: string },
    update: string,
    condition: string,
    values: Record<string, unknown>,
  ): Promise<boolean> {
    const usesStatus = `${update} ${condition}`.includes("#status");
    const command = new UpdateCommand({
      TableName: this.#service.table,
      Key: { order, id },
      UpdateExpression: update,
      ConditionExpression: condition,
      ...(usesStatus ? { ExpressionAttributeNames: { "#status": "status" } } : {}),
      ExpressionAttributeValues: values,
    });
    return (await unlessRefused(this.#service.documents.send(command))) !== undefined;
  }
}
