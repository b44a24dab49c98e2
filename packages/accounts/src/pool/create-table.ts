import { CreateTableCommand, DescribeTableCommand, type TableDescription } from "@aws-sdk/client-dynamodb";
import { RegattaError } from "@regatta/foundation";
import { causeName } from "../aws/cause-name.ts";
import type { PoolTable } from "./pool-table.ts";

const LOOK_AGAIN_MS = 500;
const PATIENCE_MS = 120_000;

/**
 * Makes the pool's table, paid per request, and waits until it can be used.
 * @throws RegattaError TABLE_MISMATCH when a table of that name has other keys, TABLE_NOT_READY when it is not
 * active within two minutes, or as AWS failed.
 */
export async function createTable(table: PoolTable): Promise<"created" | "exists"> {
  const made = await create(table);
  const giveUpAt = table.clock.monotonic() + PATIENCE_MS;
  for (;;) {
    const description = await describe(table);
    if (description) checkKeys(table, description);
    if (description?.TableStatus === "ACTIVE") return made;
    if (table.clock.monotonic() >= giveUpAt) throw notReady(table, description?.TableStatus);
    await table.clock.sleep(LOOK_AGAIN_MS);
  }
}

async function create(table: PoolTable): Promise<"created" | "exists"> {
  const command = new CreateTableCommand({
    TableName: table.table,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "sk", AttributeType: "S" },
    ],
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
  });
  try {
    await table.send("CreateTable", command);
    return "created";
  } catch (error) {
    if (causeName(error) === "ResourceInUseException") return "exists";
    throw error;
  }
}

// A table just made may not be there to be described yet (API_DescribeTable).
async function describe(table: PoolTable): Promise<TableDescription | undefined> {
  try {
    const answer = await table.send("DescribeTable", new DescribeTableCommand({ TableName: table.table }));
    return answer.Table;
  } catch (error) {
    if (causeName(error) === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

function checkKeys(table: PoolTable, { KeySchema: schema = [] }: TableDescription): void {
  const keys = schema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(", ");
  if (keys === "pk HASH, sk RANGE") return;
  throw new RegattaError(`The table ${table.table} exists with other keys (${keys}).`, {
    code: "TABLE_MISMATCH",
    source: "user",
    nextStep: "Choose another table name: `pool.table` in the config.",
  });
}

function notReady(table: PoolTable, status = "missing"): RegattaError {
  return new RegattaError(`The table ${table.table} is still ${status} after ${PATIENCE_MS / 1000} s.`, {
    code: "TABLE_NOT_READY",
    source: "service",
    nextStep: "Wait, then run `regatta pool init` again.",
  });
}
