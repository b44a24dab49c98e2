import { expect, test } from "@jest/globals";
import { anItem, aTable } from "../testing/tables.ts";
import { withFolder } from "../testing/test-aws.ts";
import { createStore } from "./dynalite-engine.ts";
import { DynamoDBAccount } from "./dynamodb-account.ts";

const owner = { account: "210000000001", region: "eu-west-1" };

async function leaveTableIn(path: string, status: string): Promise<void> {
  const tables = await DynamoDBAccount.open({ ...owner, path });
  await tables.perform("CreateTable", { ...aTable("orders") });
  await tables.perform("PutItem", { TableName: "orders", Item: anItem("a", "b") });
  await tables.close();
  const { db } = createStore({ ...owner, path });
  await db.open();
  for await (const [key, table] of db.iterator({ gte: "table~", lt: "table\u007f" })) {
    await db.put(key, { ...table, TableStatus: status });
  }
  await db.close();
}

test("a table a killed process left half made is usable again", async () => {
  await withFolder(async (path) => {
    await leaveTableIn(path, "CREATING");
    const tables = await DynamoDBAccount.open({ ...owner, path });
    expect(await tables.perform("Scan", { TableName: "orders" })).toContain('"Count":1');
    await tables.close();
  });
});

test("a table a killed process left half deleted is gone, and so are its items", async () => {
  await withFolder(async (path) => {
    await leaveTableIn(path, "DELETING");
    const tables = await DynamoDBAccount.open({ ...owner, path });
    expect(await tables.perform("ListTables", {})).toBe('{"TableNames":[]}');
    await tables.perform("CreateTable", { ...aTable("orders") });
    expect(await tables.perform("Scan", { TableName: "orders" })).toContain('"Count":0');
    await tables.close();
  });
});
