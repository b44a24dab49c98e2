import { randomUUID } from "node:crypto";
import { DeleteItemCommand, DynamoDBClient, ScanCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Pool } from "@regatta/accounts";
import { ManualClock } from "@regatta/foundation";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { type FingerprintInput, fingerprintOfInputs, sha256 } from "./fingerprint.ts";
import { FingerprintStore } from "./fingerprint-store.ts";

let aws: LocalAws;
let client: DynamoDBClient;
const table = `fingerprints-${randomUUID()}`;
const days = 24 * 60 * 60 * 1000;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: 1 });
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = aws.env;
  client = new DynamoDBClient({
    endpoint: process.env.REGATTA_TEST_DYNAMODB_ENDPOINT ?? aws.url,
    region: aws.hub.region,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
  });
  await new Pool({ client, table, pool: "default" }).createTable();
});

afterAll(async () => {
  client.destroy();
  await aws.close();
});

const storeAt = (clock = new ManualClock(Date.UTC(2026, 0, 1))) =>
  new FingerprintStore({ client, table, clock });
const aFingerprint = (service: string, files: number) =>
  fingerprintOfInputs(service, [
    { kind: "parameter", name: "Password", value: sha256("swordfish") },
    ...Array.from(
      { length: files },
      (_, i): FingerprintInput => ({
        kind: "file",
        name: `src/some/folder/${i % 50}/file-${i}.ts`,
        value: `100644 ${sha256(String(i)).slice(0, 40)}`,
      }),
    ),
  ]);

async function itemsOf(service: string) {
  const { Items: items = [] } = await client.send(new ScanCommand({ TableName: table }));
  return items
    .filter(({ pk }) => pk?.S === `fingerprint#${service}`)
    .map(({ sk, inputs, expiresAt }) => ({
      sk: sk?.S,
      bytes: inputs?.B?.length ?? 0,
      expiresAt: Number(expiresAt?.N),
    }));
}

test("what went into a fingerprint is read back by whoever knows the digest", async () => {
  const [one, other] = [aFingerprint("orders", 3), aFingerprint("orders", 4)];
  await storeAt().remember([one, other, aFingerprint("payments", 3)]);
  expect(await storeAt().read("orders", one.digest)).toEqual(one.inputs);
  expect(await storeAt().read("orders", other.digest)).toEqual(other.inputs);
  expect(await storeAt().read("payments", other.digest)).toBeUndefined();
  expect(await storeAt().read("orders", "0".repeat(64))).toBeUndefined();
});

test("20,000 files are kept in several items", async () => {
  const large = aFingerprint("large", 20_000);
  await storeAt().remember([large]);
  const items = await itemsOf("large");
  expect(items.length).toBeGreaterThan(1);
  expect(Math.max(...items.map(({ bytes }) => bytes))).toBeLessThanOrEqual(350_000);
  expect(await storeAt().read("large", large.digest)).toEqual(large.inputs);
});

test("a record is written once, and again only when it is used with less than 90 of its 180 days left", async () => {
  const clock = new ManualClock(Date.UTC(2026, 0, 1));
  const fingerprint = aFingerprint("kept", 2);
  const writes = () => aws.requests.list().filter(({ operation }) => operation === "UpdateItem").length;
  const rememberAfter = async (ms: number) => {
    await clock.advance(ms);
    const before = writes();
    await storeAt(clock).remember([fingerprint]);
    const [item] = await itemsOf("kept");
    return { writes: writes() - before, daysLeft: ((item?.expiresAt ?? 0) * 1000 - clock.now()) / days };
  };
  const counts = process.env.REGATTA_TEST_DYNAMODB_ENDPOINT === undefined;
  expect(await rememberAfter(0)).toEqual({ writes: counts ? 1 : 0, daysLeft: 180 });
  expect(await rememberAfter(80 * days)).toEqual({ writes: 0, daysLeft: 100 });
  expect(await rememberAfter(20 * days)).toEqual({ writes: counts ? 1 : 0, daysLeft: 180 });
});

test("one store asks once for a fingerprint, and tries again what failed", async () => {
  const store = storeAt();
  const fingerprint = aFingerprint("once", 1);
  await store.remember([fingerprint]);
  aws.requests.clear();
  await store.remember([fingerprint]);
  expect(aws.requests.list()).toEqual([]);
  const lost = new FingerprintStore({ client, table: "nowhere" });
  await expect(lost.remember([fingerprint])).rejects.toMatchObject({ code: "FINGERPRINTS_NOT_RECORDED" });
  await expect(lost.remember([fingerprint])).rejects.toMatchObject({ code: "FINGERPRINTS_NOT_RECORDED" });
  await expect(lost.read("once", fingerprint.digest)).rejects.toMatchObject({
    code: "FINGERPRINTS_UNREADABLE",
  });
});

test("a record that is damaged or half written counts as none", async () => {
  const large = aFingerprint("torn", 20_000);
  await storeAt().remember([large]);
  const key = (sk: string) => ({ pk: { S: "fingerprint#torn" }, sk: { S: sk } });
  await client.send(new DeleteItemCommand({ TableName: table, Key: key(`${large.digest}#0001`) }));
  expect(await storeAt().read("torn", large.digest)).toBeUndefined();
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: key(large.digest),
      UpdateExpression: "SET inputs = :x",
      ExpressionAttributeValues: { ":x": { B: Buffer.from("not packed") } },
    }),
  );
  expect(await storeAt().read("torn", large.digest)).toBeUndefined();
});

test("no value is kept in clear", async () => {
  const fingerprint = aFingerprint("secret", 1);
  await storeAt().remember([fingerprint]);
  const inputs = await storeAt().read("secret", fingerprint.digest);
  expect(JSON.stringify(inputs)).toContain("Password");
  expect(JSON.stringify(inputs)).not.toContain("swordfish");
});
