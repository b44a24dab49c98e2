import { randomUUID } from "node:crypto";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { TimingHistory } from "./timing-history.ts";

const table = `times-${randomUUID()}`;
let aws: LocalAws;
let client: DynamoDBClient;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: 1 });
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = aws.env;
  client = new DynamoDBClient({
    endpoint: process.env.REGATTA_TEST_DYNAMODB_ENDPOINT ?? aws.url,
    region: aws.hub.region,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
  });
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
});

afterAll(async () => {
  client.destroy();
  await aws.close();
});

const historyOf = (suite: string) => new TimingHistory({ client, table, suite, of: "file" });

test("what was recorded is read back, for more files than one batch takes, and apart by suite", async () => {
  const durations = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`tests/${i}.test.ts`, i * 10]));
  await historyOf("shop").record(durations);
  expect(await historyOf("shop").read()).toEqual(durations);
  expect(await historyOf("other").read()).toEqual({});
});

test("what to expect is the median of the last five: one slow day changes little, a file that grew is followed", async () => {
  const expectedAfter = async (ms: number) => {
    const history = historyOf("moving");
    await history.read();
    await history.record({ a: ms });
    return (await historyOf("moving").read()).a;
  };
  expect(await expectedAfter(1_000)).toBe(1_000);
  expect(await expectedAfter(1_100)).toBe(1_050);
  expect(await expectedAfter(60_000)).toBe(1_100);
  for (const ms of [2_000, 2_000]) await expectedAfter(ms);
  expect(await expectedAfter(2_000)).toBe(2_000);
});

test("a duration kept by an earlier version is read, and counts as one of the five", async () => {
  const Item = { pk: { S: "timings#older" }, sk: { S: "file#a" }, ms: { N: "1000" } };
  await client.send(new PutItemCommand({ TableName: table, Item }));
  const history = historyOf("older");
  expect(await history.read()).toEqual({ a: 1_000 });
  await history.record({ a: 2_000 });
  expect(await historyOf("older").read()).toEqual({ a: 1_500 });
});

test("a file and a service of one name have records of their own", async () => {
  const deploys = () => new TimingHistory({ client, table, suite: "twins", of: "service" });
  await historyOf("twins").record({ orders: 10 });
  await deploys().record({ orders: 90_000 });
  expect(await historyOf("twins").read()).toEqual({ orders: 10 });
  expect(await deploys().read()).toEqual({ orders: 90_000 });
});

test("a table that is not there is said so", async () => {
  const history = new TimingHistory({ client, table: "nowhere", suite: "shop", of: "file" });
  await expect(history.read()).rejects.toMatchObject({ code: "TIMES_UNREADABLE" });
  await expect(history.record({ a: 1 })).rejects.toMatchObject({ code: "TIMES_NOT_RECORDED" });
});
