import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type DeployedService, unlessRefused } from "../../shared/deployed-service.ts";

export interface Message {
  id: string;
  channel: string;
  text: string;
  attempts: number;
  status: "queued" | "sent" | "dead";
  /** When it may be sent, ms since the epoch; while it is claimed: when others may claim it. */
  dueAt?: number;
  worker?: string;
}

/** What customers are told: an outbox, from which workers claim what is due. */
export class Notifications {
  readonly #service: DeployedService;

  constructor(service: DeployedService) {
    this.#service = service;
  }

  /** @returns false when a message with this id was queued before: nobody is told twice. */
  async queue(message: Pick<Message, "id" | "channel" | "text">, dueAt = Date.now()): Promise<boolean> {
    const { documents, table } = this.#service;
    const command = new PutCommand({
      TableName: table,
      Item: { ...message, attempts: 0, status: "queued", dueAt },
      ConditionExpression: "attribute_not_exists(id)",
    });
    return (await unlessRefused(documents.send(command))) !== undefined;
  }

  async get(id: string): Promise<Message | undefined> {
    const { documents, table } = this.#service;
    const command = new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true });
    return (await documents.send(command)).Item as Message | undefined;
  }

  /** Claims the message that is due longest, for as long as a claim holds. @returns its id. */
  async claim(channel: string, worker: string): Promise<string | undefined> {
    const { claim } = this.#times();
    for (const { id, dueAt } of await this.#due(channel)) {
      const won = await this.#update(
        id,
        "SET dueAt = :until, worker = :worker ADD attempts :one",
        "dueAt = :seen",
        { ":until": Date.now() + claim, ":worker": worker, ":one": 1, ":seen": dueAt },
      );
      if (won) return id;
    }
    return undefined;
  }

  /** @returns false when the claim is somebody else's by now. */
  async sent(id: string, worker: string): Promise<boolean> {
    const values = { ":worker": worker, ":sent": "sent" };
    return this.#update(id, "SET #status = :sent REMOVE dueAt", "worker = :worker", values);
  }

  /** Puts a message back for later, or away after too many attempts. @returns what became of it. */
  async failed(id: string, worker: string): Promise<"queued" | "dead" | "lost"> {
    const message = await this.get(id);
    const isLast = (message?.attempts ?? 0) >= Number(this.#service.parameters["most-attempts"]);
    const update = isLast
      ? "SET #status = :status REMOVE dueAt, worker"
      : "SET #status = :status, dueAt = :again REMOVE worker";
    const again = isLast ? {} : { ":again": Date.now() + this.#times().pause };
    const status = isLast ? "dead" : "queued";
    const values = { ":status": status, ":worker": worker, ...again };
    return (await this.#update(id, update, "worker = :worker", values)) ? status : "lost";
  }

  async #due(channel: string): Promise<Message[]> {
    const { documents, table } = this.#service;
    const command = new QueryCommand({
      TableName: table,
      IndexName: "due",
      KeyConditionExpression: "channel = :channel AND dueAt <= :now",
      ExpressionAttributeValues: { ":channel": channel, ":now": Date.now() },
    });
    return ((await documents.send(command)).Items ?? []) as Message[];
  }

  #times(): { claim: number; pause: number } {
    const { "claim-ms": claim, "pause-ms": pause } = this.#service.parameters;
    return { claim: Number(claim), pause: Number(pause) };
  }

  async #update(id: string, update: string, condition: string, values: Record<string, unknown>) {
    const command = new UpdateCommand({
      TableName: this.#service.table,
      Key: { id },
      UpdateExpression: update,
      ConditionExpression: condition,
      ...(update.includes("#status") ? { ExpressionAttributeNames: { "#status": "status" } } : {}),
      ExpressionAttributeValues: values,
    });
    return (await unlessRefused(this.#service.documents.send(command))) !== undefined;
  }
}
