import { GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type DeployedService, unlessRefused } from "../../shared/deployed-service.ts";

/** How many of a product are in one place. */
export interface Stock {
  free: number;
  reserved: number;
}

/** How much of everything is left, and where. */
export class Inventory {
  readonly #service: DeployedService;

  constructor(service: DeployedService) {
    this.#service = service;
  }

  /** @returns how many are free there now. */
  async receive(sku: string, place: string, count: number): Promise<number> {
    const values = { ":n": count, ":none": 0 };
    const update = "SET #free = if_not_exists(#free, :none) + :n, reserved = if_not_exists(reserved, :none)";
    return (await this.#update(sku, place, update, values))?.free ?? 0;
  }

  async at(sku: string, place: string): Promise<Stock> {
    const { documents, table } = this.#service;
    const command = new GetCommand({ TableName: table, Key: { sku, place }, ConsistentRead: true });
    const { Item } = await documents.send(command);
    return { free: Item?.free ?? 0, reserved: Item?.reserved ?? 0 };
  }

  /** Where there is how much, by place. */
  async everywhere(sku: string): Promise<Array<Stock & { place: string }>> {
    const { documents, table } = this.#service;
    const command = new QueryCommand({
      TableName: table,
      KeyConditionExpression: "sku = :sku",
      ExpressionAttributeValues: { ":sku": sku },
      ConsistentRead: true,
    });
    const { Items = [] } = await documents.send(command);
    return Items.map(({ place, free, reserved }) => ({ place, free, reserved }));
  }

  async onHand(sku: string): Promise<number> {
    return (await this.everywhere(sku)).reduce((sum, { free, reserved }) => sum + free + reserved, 0);
  }

  /** @returns false when fewer are free there. */
  async reserve(sku: string, place: string, count: number): Promise<boolean> {
    const update = "SET #free = #free - :n, reserved = reserved + :n";
    return (await this.#update(sku, place, update, { ":n": count }, "#free >= :n")) !== undefined;
  }

  /** Reserves in the fullest place. @returns the place; undefined when no place has so many. */
  async reserveAnywhere(sku: string, count: number): Promise<string | undefined> {
    for (;;) {
      const [fullest] = (await this.everywhere(sku)).sort((a, b) => b.free - a.free);
      if (!fullest || fullest.free < count) return undefined;
      // Somebody else may be faster: look again then.
      if (await this.reserve(sku, fullest.place, count)) return fullest.place;
    }
  }

  /** Gives back what was reserved. @returns false when fewer are reserved. */
  async release(sku: string, place: string, count: number): Promise<boolean> {
    const update = "SET #free = #free + :n, reserved = reserved - :n";
    return (await this.#update(sku, place, update, { ":n": count }, "reserved >= :n")) !== undefined;
  }

  /** Sends off what was reserved. @returns false when fewer are reserved. */
  async ship(sku: string, place: string, count: number): Promise<boolean> {
    const update = "SET reserved = reserved - :n";
    return (await this.#update(sku, place, update, { ":n": count }, "reserved >= :n")) !== undefined;
  }

  /** @returns false when fewer are free where they come from. */
  async move(sku: string, from: string, to: string, count: number): Promise<boolean> {
    const taken = await this.#update(sku, from, "SET #free = #free - :n", { ":n": count }, "#free >= :n");
    if (!taken) return false;
    await this.receive(sku, to, count);
    return true;
  }

  /** Whether so little is left of a product that it is to be ordered again. */
  async isLow(sku: string): Promise<boolean> {
    return (await this.onHand(sku)) < Number(this.#service.parameters["reorder-level"]);
  }

  async #update(
    sku: string,
    place: string,
    update: string,
    values: Record<string, number>,
    condition?: string,
  ): Promise<Stock | undefined> {
    const { documents, table } = this.#service;
    const command = new UpdateCommand({
      TableName: table,
      Key: { sku, place },
      UpdateExpression: update,
      ConditionExpression: condition,
      // A reserved word of DynamoDB.
      ...(update.includes("#free") ? { ExpressionAttributeNames: { "#free": "free" } } : {}),
      ExpressionAttributeValues: values,
      ReturnValues: "ALL_NEW",
    });
    return (await unlessRefused(documents.send(command)))?.Attributes as Stock | undefined;
  }
}
