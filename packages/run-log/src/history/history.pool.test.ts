import { randomUUID } from "node:crypto";
import {
  CreateTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { expectations } from "./expectation.ts";
import { History } from "./history.ts";
import type { PastResult } from "./past-result.ts";

const DAY_MS = 86_400_000;
const table = `times-${randomUUID()}`;
let aws: LocalAws;
let settings: DynamoDBClientConfig;
let client: DynamoDBClient;
// Units the table says it took, as tables on demand are paid for.
let units = 0;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: 1 });
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = aws.env;
  settings = {
    endpoint: process.env.REGATTA_TEST_DYNAMODB_ENDPOINT ?? aws.url,
    region: aws.hub.region,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
  };
  client = new DynamoDBClient(settings);
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
      const answer = await next(args);
      const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: { CapacityUnits?: number } };
      units += ConsumedCapacity?.CapacityUnits ?? 0;
      return answer;
    },
    { step: "initialize" },
  );
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

const start = Date.UTC(2026, 0, 5);
const clock = new ManualClock(start);
const historyOf = (suite: string, of: "file" | "service" = "file") =>
  new History({ client, table, suite, of, clock });

function passed(ms: number, runId: string): PastResult {
  return { ms, outcome: "passed", attempt: 1, runId, at: clock.now() };
}

async function items(suite: string) {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: `timings#${suite}` } },
    }),
  );
  return Items;
}

test("what was recorded is read back, apart by suite; files and services of one name too; the last ten are kept", async () => {
  const failed: PastResult = { ...passed(7, "r0"), outcome: "failed" };
  const again: PastResult = { ...passed(90, "r0"), attempt: 2 };
  await historyOf("shop").record(new Map([["a", [failed, again]]]));
  await historyOf("shop", "service").record(new Map([["a", [passed(90_000, "r0")]]]));
  expect([...(await historyOf("shop").read())]).toEqual([["a", [failed, again]]]);
  expect((await historyOf("shop", "service").read()).get("a")).toMatchObject([{ ms: 90_000 }]);
  expect((await historyOf("other").read()).size).toBe(0);
  for (let run = 1; run <= 25; run++) {
    clock.advance(1_000);
    await historyOf("shop").record(new Map([["a", [passed(run, `r${run}`)]]]));
  }
  const ms = (await historyOf("shop").read()).get("a")?.map((one) => one.ms);
  expect(ms).toEqual(Array.from({ length: 10 }, (_, i) => i + 16));
});

test("of many that record at once every result is there, and the items are added up now and then", async () => {
  const recorders = Array.from({ length: 60 }, (_, run) => async () => {
    const history = historyOf("busy");
    await history.read();
    await history.record(
      new Map([
        ["shared", [passed(run, `r${run}`)]],
        [`own-${run}`, [passed(run, `r${run}`)]],
      ]),
    );
  });
  for (const some of [recorders.slice(0, 20), recorders.slice(20)]) {
    await Promise.all(some.map((record) => record()));
  }
  const results = await historyOf("busy").read();
  expect([...results.keys()].sort()).toEqual([...recorders.map((_, run) => `own-${run}`), "shared"].sort());
  expect(results.get("shared")).toHaveLength(10);
  for (let run = 60; run < 70; run++) {
    await historyOf("busy").read();
    const history = historyOf("busy");
    await history.read();
    await history.record(new Map([["shared", [passed(run, `r${run}`)]]]));
  }
  const kept = await items("busy");
  expect(kept.length).toBeLessThanOrEqual(9);
  const expiresAt = Math.ceil((clock.now() + 180 * DAY_MS) / 1000);
  for (const item of kept) expect(item.expiresAt).toEqual({ N: String(expiresAt) });
  expect(kept.some(({ sk }) => sk?.S === "files-sum")).toBe(true);
  expect((await historyOf("busy").read()).size).toBe(61);
});

test("a run that died after adding up, before removing, counts no result twice; damaged items count as none", async () => {
  await historyOf("died").record(new Map([["a", [passed(1, "r1")]]]));
  const [left] = await items("died");
  for (let run = 2; run <= 10; run++) {
    clock.advance(1_000);
    const history = historyOf("died");
    await history.read();
    await history.record(new Map([["a", [passed(run, `r${run}`)]]]));
  }
  await client.send(new PutItemCommand({ TableName: table, Item: left }));
  const damaged = { pk: { S: "timings#died" }, sk: { S: "files-run#0#x" }, data: { B: Buffer.from("x") } };
  await client.send(new PutItemCommand({ TableName: table, Item: damaged }));
  const ms = (await historyOf("died").read()).get("a")?.map((one) => one.ms);
  expect(ms).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("what an earlier version kept is read, and added up with the rest", async () => {
  const put = (sk: string, rest: object) =>
    client.send(
      new PutItemCommand({ TableName: table, Item: { pk: { S: "timings#older" }, sk: { S: sk }, ...rest } }),
    );
  await put("file#a", { ms: { N: "1000" } });
  for (let i = 0; i < 9; i++)
    await put(`file#${i}`, { last: { L: [{ N: "10" }, { N: "20" }, { N: "20" }] } });
  const history = historyOf("older");
  const { expectedMs } = expectations(await history.read());
  expect(expectedMs).toMatchObject({ a: 1_000, 0: 20, 8: 20 });
  await history.record(new Map([["a", [passed(2_000, "r1")]]]));
  expect((await items("older")).map(({ sk }) => sk?.S)).toEqual(["files-sum"]);
  const after = await historyOf("older").read();
  expect(after.get("a")?.map(({ ms }) => ms)).toEqual([1_000, 2_000]);
  expect(after.size).toBe(10);
});

test("results nobody added to for half a year are gone", async () => {
  const own = new ManualClock(start);
  const history = new History({ client, table, suite: "gone", of: "file", clock: own });
  await history.record(new Map([["a", [{ ...passed(5, "r1"), at: own.now() }]]]));
  own.advance(179 * DAY_MS);
  expect((await history.read()).size).toBe(1);
  own.advance(2 * DAY_MS);
  expect((await history.read()).size).toBe(0);
});

test("2,000 files with ten results each are read for a few units, and recorded for a few", async () => {
  const history = historyOf("large");
  const cost = async (work: () => Promise<unknown>) => {
    units = 0;
    await work();
    return units;
  };
  const writes: number[] = [];
  for (let run = 0; run < 12; run++) {
    clock.advance(60_000);
    const results = Array.from({ length: 2_000 }, (_, i): [string, PastResult[]] => [
      `packages/orders/integration/some-area-${i % 40}/checkout-${i}.test.ts`,
      [passed(1_000 + ((i * 7919 + run * 104_729) % 90_000), `20260105-00${run}-ab12`)],
    ]);
    writes.push(await cost(() => history.record(new Map(results))));
  }
  expect(await cost(() => history.read())).toBeLessThan(60);
  // Where sums are made that costs the sum, too.
  expect(Math.max(...writes)).toBeLessThan(400);
  expect(writes.toSorted((a, b) => a - b)[6]).toBeLessThan(40);
});

test("a table that is not there is said so", async () => {
  const history = new History({ client, table: "nowhere", suite: "shop", of: "file" });
  await expect(history.read()).rejects.toMatchObject({ code: "TIMES_UNREADABLE" });
  await expect(history.record(new Map([["a", [passed(1, "r")]]]))).rejects.toMatchObject({
    code: "TIMES_NOT_RECORDED",
  });
});
