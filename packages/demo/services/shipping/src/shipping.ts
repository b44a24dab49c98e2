import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type DeployedService, unlessRefused } from "../../shared/deployed-service.ts";

export type ParcelStatus = "packed" | "handed-over" | "delivered" | "returned";

export interface Parcel {
  id: string;
  order: string;
  /** In grams. */
  weight: number;
  status: ParcelStatus;
  carrier?: string;
  /** Where it was seen, oldest first. */
  seen: string[];
}

/** Where an order is. */
export class Shipping {
  readonly #service: DeployedService;

  constructor(service: DeployedService) {
    this.#service = service;
  }

  /** What a parcel costs, in cents; `weight` in grams. */
  price(weight: number): number {
    const { "base-price": base, "price-per-kg": perKg } = this.#service.parameters;
    return Number(base) + Math.ceil(weight / 1000) * Number(perKg);
  }

  /** @returns false when there is a parcel with its id. */
  async pack(parcel: Pick<Parcel, "id" | "order" | "weight">): Promise<boolean> {
    const most = Number(this.#service.parameters["heaviest-grams"]);
    if (parcel.weight > most) throw new Error(`a parcel weighs at most ${most} g`);
    const command = new PutCommand({
      TableName: this.#service.table,
      Item: { ...parcel, status: "packed", seen: [] },
      ConditionExpression: "attribute_not_exists(id)",
    });
    return (await unlessRefused(this.#service.documents.send(command))) !== undefined;
  }

  async get(id: string): Promise<Parcel | undefined> {
    const { documents, table } = this.#service;
    const command = new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true });
    return (await documents.send(command)).Item as Parcel | undefined;
  }

  /** The parcels of an order, by id. */
  async of(order: string): Promise<Array<Pick<Parcel, "id" | "status">>> {
    const { documents, table } = this.#service;
    const command = new QueryCommand({
      TableName: table,
      IndexName: "by-order",
      KeyConditionExpression: "#order = :order",
      ExpressionAttributeNames: { "#order": "order" },
      ExpressionAttributeValues: { ":order": order },
    });
    const { Items = [] } = await documents.send(command);
    return Items.map(({ id, status }) => ({ id, status }));
  }

  async handOver(id: string, carrier: string): Promise<boolean> {
    const update = "SET #status = :to, carrier = :carrier";
    return this.#step(id, ["packed"], update, { ":to": "handed-over", ":carrier": carrier });
  }

  /** Notes where a parcel under way was seen. @returns false when it is not under way. */
  async scan(id: string, place: string): Promise<boolean> {
    return this.#step(id, ["handed-over"], "SET seen = list_append(seen, :place)", { ":place": [place] });
  }

  async deliver(id: string): Promise<boolean> {
    return this.#step(id, ["handed-over"], "SET #status = :to", { ":to": "delivered" });
  }

  async return(id: string): Promise<boolean> {
    return this.#step(id, ["handed-over", "delivered"], "SET #status = :to", { ":to": "returned" });
  }

  async #step(id: string, from: ParcelStatus[], update: string, values: Record<string, unknown>) {
    const expected = Object.fromEntries(from.map((status, i) => [`:from${i}`, status]));
    const command = new UpdateCommand({
      TableName: this.#service.table,
      Key: { id },
      UpdateExpression: update,
      ConditionExpression: `#status IN (${Object.keys(expected).join(", ")})`,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ...expected, ...values },
    });
    return (await unlessRefused(this.#service.documents.send(command))) !== undefined;
  }
}
