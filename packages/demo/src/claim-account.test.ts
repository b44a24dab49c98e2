import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";

type GiveBack = () => Promise<unknown>;
interface ClaimModule {
  claimAccount(options: { clients: object; file: string }): Promise<GiveBack>;
}
const { claimAccount } = createRequire(import.meta.url)(
  "../integration/support/claim-account.cjs",
) as ClaimModule;

const TableName = "settings";
const key = { scope: "test", name: "account-in-use" };
const deadPid = spawnSync(process.execPath, ["--version"]).pid;

let aws: LocalAws;
let clients: { dynamodb: DynamoDBClient; documents: DynamoDBDocumentClient; ssm: SSMClient; sts: STSClient };

beforeAll(async () => {
  aws = await startLocalAws({ accounts: 0 });
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = aws.env;
  const to = { endpoint: aws.url, region: aws.hub.region, credentials: { accessKeyId, secretAccessKey } };
  const dynamodb = new DynamoDBClient(to);
  const documents = DynamoDBDocumentClient.from(dynamodb);
  clients = { dynamodb, documents, ssm: new SSMClient(to), sts: new STSClient(to) };
  const [scope, name] = ["scope", "name"];
  const command = new CreateTableCommand({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [scope, name].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: [
      { AttributeName: scope, KeyType: "HASH" },
      { AttributeName: name, KeyType: "RANGE" },
    ],
  });
  await dynamodb.send(command);
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 10, minDelay: 0.1 }, { TableName });
  const parameter = { Name: "/shop/settings/table-name", Value: TableName, Type: "String" } as const;
  await clients.ssm.send(new PutParameterCommand(parameter));
});

afterEach(async () => {
  delete process.env.REGATTA_ACCOUNT_ID;
  await clients.documents.send(new DeleteCommand({ TableName, Key: key }));
});

afterAll(async () => {
  for (const client of [clients.dynamodb, clients.ssm, clients.sts]) client.destroy();
  await aws.close();
});

/** Somebody's claim, as it stands in the table. */
async function claimed(by: { pid: number; at: number }): Promise<void> {
  const Item = { ...key, id: "other", file: "other.test.ts", run: "r1", ...by };
  await clients.documents.send(new PutCommand({ TableName, Item }));
}

async function holder(): Promise<unknown> {
  return (await clients.documents.send(new GetCommand({ TableName, Key: key }))).Item?.file;
}

test("a claim is there while the file runs, and gone after", async () => {
  const giveBack = await claimAccount({ clients, file: "mine.test.ts" });
  expect(await holder()).toBe("mine.test.ts");
  await giveBack();
  expect(await holder()).toBeUndefined();
});

test("an account in which another process runs a file is refused, and stays the other's", async () => {
  await claimed({ pid: process.ppid, at: Date.now() });
  const refused = claimAccount({ clients, file: "mine.test.ts" });
  await expect(refused).rejects.toThrow("in use by other.test.ts");
  expect(await holder()).toBe("other.test.ts");
});

test.each([
  ["whose process is gone", { pid: deadPid, at: Date.now() }],
  ["that is older than any file runs, whoever has its process id now", { pid: process.ppid, at: 0 }],
  ["of this process, which runs one file at a time", { pid: process.pid, at: Date.now() }],
])("a claim %s is taken over", async (_, left) => {
  await claimed(left);
  await claimAccount({ clients, file: "mine.test.ts" });
  expect(await holder()).toBe("mine.test.ts");
});

test("a file whose account was taken over by another says so at its end", async () => {
  const giveBack = await claimAccount({ clients, file: "mine.test.ts" });
  await claimed({ pid: process.ppid, at: Date.now() });
  await expect(giveBack()).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
});

test("an account that is not the promised one is refused", async () => {
  process.env.REGATTA_ACCOUNT_ID = "999999999999";
  const refused = claimAccount({ clients, file: "mine.test.ts" });
  await expect(refused).rejects.toThrow(`promised account 999999999999, but this is ${aws.hub.id}`);
  expect(await holder()).toBeUndefined();
});
