import { randomUUID } from "node:crypto";
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import type { FileRecord } from "../record/run-record.ts";
import {
  badFile,
  cleaningRecord,
  day,
  hour,
  passedFile,
  runRecord,
  start,
  stayRecord,
} from "../testing/sample-records.ts";
import { packRecord, unpackRecord } from "./pack-record.ts";
import { RunRecords } from "./run-records.ts";

const table = `records-${randomUUID()}`;
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

const recordsOf = (pool: string) => new RunRecords({ client, table, pool });

test("what was recorded is read back by pool and time, containers of a run and cleanings too, and expires", async () => {
  const files = [passedFile("a.test.ts", 7), passedFile("__proto__"), badFile("b.test.ts", "flaky")];
  const first = runRecord({ files, stays: [stayRecord("1/x", start)] });
  const container = { key: "k", of: 2, shared: true };
  const shared = [1, 2].map((index) =>
    runRecord({ runId: "r9", at: start + hour, container: { ...container, index } }),
  );
  const cleaning = cleaningRecord(start + 2 * hour, "1/x");
  const records = recordsOf("default");
  for (const one of [cleaning, ...shared, first]) await records.write(one);
  await recordsOf("other").write(runRecord({ runId: "theirs" }));

  const whole = await records.read({ from: start, to: start + day });
  expect(whole.unreadable).toBe(0);
  expect(whole.records.map(({ runId }) => runId)).toEqual([first.runId, "r9", "r9", cleaning.runId]);
  const byName = (a: FileRecord, b: FileRecord) => (a.file < b.file ? -1 : 1);
  const [read] = whole.records;
  if (read?.kind !== "run") throw new Error("it is not a run");
  expect({ ...read, files: read.files.toSorted(byName) }).toEqual({
    ...first,
    files: files.toSorted(byName),
  });
  expect(whole.records.at(-1)).toEqual(cleaning);
  // Both ends are included.
  expect((await records.read({ from: first.endedAt, to: first.endedAt })).records).toHaveLength(1);
  expect((await records.read({ from: first.endedAt + 1, to: start + 30 * 60_000 })).records).toEqual([]);
  const Key = {
    pk: { S: "runs#default" },
    sk: { S: `${new Date(first.endedAt).toISOString()}#${first.runId}#0` },
  };
  const { Item: item } = await client.send(new GetItemCommand({ TableName: table, Key }));
  expect(Number(item?.expiresAt?.N) * 1_000 - first.endedAt).toBe(400 * day);
});

test("what is damaged, or of a later version, is counted and costs no other record", async () => {
  const records = recordsOf("worn");
  await records.write(runRecord());
  await records.write({ ...runRecord({ runId: "later" }), version: 99 });
  const sk = { S: `${new Date(start + hour).toISOString()}#x#0` };
  const Item = { pk: { S: "runs#worn" }, sk, data: { B: Buffer.from("not packed") } };
  await client.send(new PutItemCommand({ TableName: table, Item }));
  expect(await records.read({ from: start, to: start + day })).toMatchObject({
    records: [{}],
    unreadable: 2,
  });
});

test("a record that is too large leaves out the quickest passed files, and says how many", async () => {
  const name = (i: number) => `tests/${Math.sin(i).toString(36).slice(3)}.test.ts`;
  const files = [
    ...Array.from({ length: 400 }, (_, i) => passedFile(name(i), i)),
    badFile("bad.test.ts", "failed"),
  ];
  const packed = await packRecord(runRecord({ files }), 2_500);
  expect(packed.length).toBeLessThanOrEqual(2_500);
  const read = await unpackRecord(packed);
  if (read?.kind !== "run") throw new Error("it is not a run");
  expect(read.files.length + (read.filesLeftOut ?? 0)).toBe(401);
  expect(read.files.map(({ file }) => file)).toEqual(expect.arrayContaining(["bad.test.ts", name(399)]));
  expect(read.verdicts).toEqual({ passed: 400, failed: 1 });
  const least = await unpackRecord(await packRecord(runRecord({ files }), 10));
  expect(least).toMatchObject({ filesLeftOut: 400, files: [{ file: "bad.test.ts", verdict: "failed" }] });
});

test("a table that is not there is said so", async () => {
  const nowhere = new RunRecords({ client, table: "nowhere", pool: "default" });
  await expect(nowhere.read({ from: 0, to: start })).rejects.toMatchObject({ code: "RUNS_UNREADABLE" });
  await expect(nowhere.write(runRecord())).rejects.toMatchObject({ code: "RUN_NOT_RECORDED" });
});
