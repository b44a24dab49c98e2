import { mkdir } from "node:fs/promises";
import { refusal } from "../gateway/refusal.ts";
import { AwsError } from "../gateway/service.ts";
import {
  createStore,
  type DynaliteError,
  type DynaliteStore,
  isDynaliteOperation,
  runOperation,
} from "./dynalite-engine.ts";

interface DescribedTable {
  Table: { TableStatus: string };
}

/** The operations after which a table takes a moment to become what it was told to be. */
const changingTables = new Set(["CreateTable", "UpdateTable", "DeleteTable"]);

/** The tables of one account in one region. */
export class DynamoDBAccount {
  readonly #store: DynaliteStore;

  private constructor(store: DynaliteStore) {
    this.#store = store;
  }

  /** @param options.path a folder that keeps the tables; without it they are in memory. */
  static async open(options: { account: string; region: string; path?: string }): Promise<DynamoDBAccount> {
    if (options.path) await mkdir(options.path, { recursive: true });
    const store = createStore(options);
    await store.db.open();
    await settleTables(store);
    return new DynamoDBAccount(store);
  }

  /**
   * Does one operation. Tables are ready, or gone, when this resolves: a client's waiter would otherwise
   * pause for many seconds because of one unlucky millisecond.
   * @returns what DynamoDB answers, as JSON.
   * @throws {AwsError} what DynamoDB refuses.
   */
  async perform(operation: string, params: Record<string, unknown>): Promise<string> {
    if (!isDynaliteOperation(operation)) throw refusal("dynamodb", "unknown-operation");
    try {
      // As text at once: dynalite goes on changing the object of a table.
      const answer = JSON.stringify(await runOperation(this.#store, operation, params));
      if (changingTables.has(operation)) await settled(this.#store, params.TableName);
      return answer;
    } catch (error) {
      throw asAwsError(error as DynaliteError);
    }
  }

  /** Waits for what is being written, then closes the database. */
  close(): Promise<void> {
    return this.#store.db.close();
  }
}

/** Resolves when a table is active, or gone. */
async function settled(store: DynaliteStore, table: unknown): Promise<void> {
  for (;;) {
    try {
      const described = await runOperation(store, "DescribeTable", { TableName: table });
      if ((described as DescribedTable).Table.TableStatus === "ACTIVE") return;
    } catch (error) {
      if (asAwsError(error as DynaliteError).code === "ResourceNotFoundException") return;
      throw error;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A process that was killed may have left tables halfway; nothing would ever move them on but this. */
async function settleTables(store: DynaliteStore): Promise<void> {
  for await (const [key, table] of store.db.iterator({ gte: "table~", lt: "table\u007f" })) {
    if (table.TableStatus === "DELETING") {
      await runOperation(store, "DeleteTable", { TableName: table.TableName });
      await settled(store, table.TableName);
    } else if (table.TableStatus !== "ACTIVE") {
      await store.db.put(key, { ...table, TableStatus: "ACTIVE" });
    }
  }
}

function asAwsError(error: DynaliteError): AwsError {
  if (error.statusCode === undefined || !error.body) {
    const failure = refusal("dynamodb", "server-error");
    failure.cause = error;
    return failure;
  }
  const { __type = "", message, Message } = error.body;
  return new AwsError(__type.split("#").pop() ?? __type, message ?? Message ?? "", error.statusCode);
}
