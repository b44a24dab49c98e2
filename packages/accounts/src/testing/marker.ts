import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type AccountRef, accountKey } from "../account.ts";

export interface MarkerOptions {
  client: DynamoDBClient;
  table: string;
  account: AccountRef;
  /** The lease under which the account is entered. */
  leaseId: string;
  epoch: number;
}

/**
 * Judges, apart from the pool, whether an account is used by one holder at a time: an item of its own that says
 * who is inside, and which epoch was the last to come in. A second one inside, or an epoch that does not grow, is
 * refused. Not to be used over connections that lose answers.
 */
export class Marker {
  readonly #options: MarkerOptions;

  constructor(options: MarkerOptions) {
    this.#options = options;
  }

  /** @returns false when someone is inside already, or one with this epoch or a later one has been. */
  enter(): Promise<boolean> {
    return this.#write("SET inside = :me, epoch = :epoch", "attribute_not_exists(inside) AND epoch < :epoch");
  }

  /** @returns false when it is not this holder that is inside. */
  leave(): Promise<boolean> {
    return this.#write("REMOVE inside", "inside = :me AND epoch = :epoch");
  }

  async #write(update: string, condition: string): Promise<boolean> {
    const { client, table, leaseId, epoch, account } = this.#options;
    const command = new UpdateItemCommand({
      TableName: table,
      Key: markerKey(account),
      UpdateExpression: update,
      ConditionExpression: condition,
      ExpressionAttributeValues: { ":me": { S: leaseId }, ":epoch": { N: String(epoch) } },
    });
    return client.send(command).then(() => true, refused);
  }
}

/** Makes the marker of an account nobody has entered yet. */
export async function layMarker(client: DynamoDBClient, table: string, account: AccountRef): Promise<void> {
  await client.send(
    new PutItemCommand({ TableName: table, Item: { ...markerKey(account), epoch: { N: "0" } } }),
  );
}

function markerKey(account: AccountRef) {
  return { pk: { S: "marker" }, sk: { S: accountKey(account) } };
}

function refused(error: unknown): false {
  if ((error as { name?: unknown }).name === "ConditionalCheckFailedException") return false;
  throw error;
}
