import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type AccountRef, accountKey } from "../account.ts";

export interface AccountJudgeOptions {
  client: DynamoDBClient;
  table: string;
  account: AccountRef;
  /** The lease under which the account is entered. */
  leaseId: string;
  epoch: number;
}

/**
 * The account's own side: an item apart from the pool's that lets one in at a time, by epoch, and knows whether the
 * place was left tidy. Every write may be sent twice: a process that stood still sends again what was answered long ago.
 */
export class AccountJudge {
  readonly #options: AccountJudgeOptions;

  constructor(options: AccountJudgeOptions) {
    this.#options = options;
  }

  /** A holder comes in. @returns what is wrong with that: someone inside, a later epoch, or an untidy place. */
  async enter(): Promise<string | undefined> {
    const mayEnter = "attribute_not_exists(inside) AND epoch < :epoch AND tidy = :yes";
    const entered = await this.#write("SET inside = :me, epoch = :epoch, tidy = :no", `(${mayEnter})`, true);
    return entered ? undefined : this.#describe();
  }

  /** A cleaner comes in, whatever is there, unless a later one has been. */
  async enterToClean(): Promise<string | undefined> {
    const entered = await this.#write("SET inside = :me, epoch = :epoch, tidy = :no", "epoch < :epoch", true);
    return entered ? undefined : this.#describe();
  }

  /** Does something in the account. @returns false when it was refused: someone came later. */
  act(): Promise<boolean> {
    return this.#write("SET epoch = :epoch", "inside = :me");
  }

  /** @returns false when it was refused: someone came later. */
  leave(place: "tidy" | "untidy"): Promise<boolean> {
    const tidy = place === "tidy" ? ":yes" : ":no";
    return this.#write(`SET tidy = ${tidy}, leftBy = :me REMOVE inside`, "inside = :me OR leftBy = :me");
  }

  async #write(update: string, condition: string, orMine = false): Promise<boolean> {
    const { client, table, leaseId, epoch, account } = this.#options;
    const values = {
      ":me": { S: leaseId },
      ":epoch": { N: String(epoch) },
      ...(update.includes(":yes") || condition.includes(":yes") ? { ":yes": { BOOL: true } } : {}),
      ...(update.includes(":no") ? { ":no": { BOOL: false } } : {}),
    };
    const mine = "(inside = :me AND epoch = :epoch)";
    const command = new UpdateItemCommand({
      TableName: table,
      Key: judgeKey(account),
      UpdateExpression: update,
      ConditionExpression: orMine ? `${condition} OR ${mine}` : `epoch = :epoch AND (${condition})`,
      ExpressionAttributeValues: values,
    });
    return client.send(command).then(() => true, refused);
  }

  async #describe(): Promise<string> {
    const { client, table, account } = this.#options;
    const command = new GetItemCommand({ TableName: table, Key: judgeKey(account), ConsistentRead: true });
    const { inside, epoch, tidy } = (await client.send(command)).Item ?? {};
    const who = inside?.S ? `lease ${inside.S} is inside` : "nobody is inside";
    return `${who}, the last epoch is ${epoch?.N}, the place is ${tidy?.BOOL ? "tidy" : "untidy"}`;
  }
}

/** An account nobody has entered yet, tidy. */
export async function openAccount(client: DynamoDBClient, table: string, account: AccountRef): Promise<void> {
  const item = { ...judgeKey(account), epoch: { N: "0" }, tidy: { BOOL: true } };
  await client.send(new PutItemCommand({ TableName: table, Item: item }));
}

function judgeKey(account: AccountRef) {
  return { pk: { S: "judge" }, sk: { S: accountKey(account) } };
}

function refused(error: unknown): false {
  if ((error as { name?: unknown }).name === "ConditionalCheckFailedException") return false;
  throw error;
}
