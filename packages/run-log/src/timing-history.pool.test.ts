import { randomUUID } from "node:crypto";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
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

const historyOf = (suite: string) => new TimingHistory({ client, table, suite });

test("what was recorded is read back, for more files than one batch takes, and apart by suite", async () => {
  const durations = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`tests/${i}.test.ts`, i * 10]));
  await historyOf("shop").record(durations);
  expect(await historyOf("shop").read()).toEqual(durations);
  expect(await historyOf("other").read()).toEqual({});
});

test("a newer duration moves the estimate towards it, not onto it", async () => {
  await historyOf("moving").record({ a: 1_000 });
  const history = historyOf("moving");
  await history.read();
  await history.record({ a: 2_000 });
  expect(await historyOf("moving").read()).toEqual({ a: 1_400 });
});

test("a table that is not there is said so", async () => {
  const history = new TimingHistory({ client, table: "nowhere", suite: "shop" });
  await expect(history.read()).rejects.toMatchObject({ code: "TIMES_UNREADABLE" });
  await expect(history.record({ a: 1 })).rejects.toMatchObject({ code: "TIMES_NOT_RECORDED" });
});
