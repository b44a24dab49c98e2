import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type DeployedService, unlessRefused } from "../../shared/deployed-service.ts";

export interface Customer {
  id: string;
  name: string;
  email: string;
  country: string;
  points: number;
  status: "active" | "closed";
}

/** Who buys. An e-mail address belongs to one customer: it is reserved by an item of its own. */
export class Customers {
  readonly #service: DeployedService;

  constructor(service: DeployedService) {
    this.#service = service;
  }

  /** @returns false when the e-mail address belongs to somebody. */
  async register(customer: Pick<Customer, "id" | "name" | "email" | "country">): Promise<boolean> {
    if (!customer.email.includes("@")) throw new Error(`"${customer.email}" is no e-mail address`);
    if (!(await this.#reserve(customer.email, customer.id))) return false;
    const points = Number(this.#service.parameters["welcome-points"]);
    await this.#put({ ...customer, email: customer.email.toLowerCase(), points, status: "active" });
    return true;
  }

  async get(id: string): Promise<Customer | undefined> {
    const { documents, table } = this.#service;
    const command = new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true });
    return (await documents.send(command)).Item as Customer | undefined;
  }

  async byEmail(email: string): Promise<Customer | undefined> {
    const reserved = (await this.get(emailKey(email))) as { owner?: string } | undefined;
    return reserved?.owner === undefined ? undefined : this.get(reserved.owner);
  }

  /** The names of a country's customers, in order. */
  async namesIn(country: string): Promise<string[]> {
    const { documents, table } = this.#service;
    const command = new QueryCommand({
      TableName: table,
      IndexName: "by-country",
      KeyConditionExpression: "country = :country",
      ExpressionAttributeValues: { ":country": country },
    });
    return ((await documents.send(command)).Items ?? []).map(({ name }) => name);
  }

  /** @returns false when the new address belongs to somebody. */
  async changeEmail(id: string, email: string): Promise<boolean> {
    const customer = await this.get(id);
    if (!customer || !(await this.#reserve(email, id))) return false;
    await this.#update(id, "SET email = :email", { ":email": email.toLowerCase() });
    await this.#free(customer.email);
    return true;
  }

  async addPoints(id: string, points: number): Promise<number> {
    return (await this.#update(id, "SET points = points + :n", { ":n": points }))?.points;
  }

  /** @returns what is left; undefined when that are too few. */
  async spendPoints(id: string, points: number): Promise<number | undefined> {
    return (await this.#update(id, "SET points = points - :n", { ":n": points }, "points >= :n"))?.points;
  }

  /** Forgets who a customer is, and keeps that there was one. @returns false when closed already. */
  async close(id: string): Promise<boolean> {
    const customer = await this.get(id);
    if (customer?.status !== "active") return false;
    await this.#free(customer.email);
    await this.#put({ ...customer, name: "(closed)", email: "", points: 0, status: "closed" });
    return true;
  }

  async #reserve(email: string, owner: string): Promise<boolean> {
    const { documents, table } = this.#service;
    const command = new PutCommand({
      TableName: table,
      Item: { id: emailKey(email), owner },
      ConditionExpression: "attribute_not_exists(id)",
    });
    return (await unlessRefused(documents.send(command))) !== undefined;
  }

  async #free(email: string): Promise<void> {
    const { documents, table } = this.#service;
    await documents.send(new DeleteCommand({ TableName: table, Key: { id: emailKey(email) } }));
  }

  async #put(customer: Customer): Promise<void> {
    await this.#service.documents.send(new PutCommand({ TableName: this.#service.table, Item: customer }));
  }

  async #update(id: string, update: string, values: Record<string, unknown>, condition = "") {
    const { documents, table } = this.#service;
    const command = new UpdateCommand({
      TableName: table,
      Key: { id },
      UpdateExpression: update,
      ConditionExpression: ["attribute_exists(id)", condition].filter(Boolean).join(" AND "),
      ExpressionAttributeValues: values,
      ReturnValues: "ALL_NEW",
    });
    return (await unlessRefused(documents.send(command)))?.Attributes;
  }
}

function emailKey(email: string): string {
  return `email#${email.toLowerCase()}`;
}
