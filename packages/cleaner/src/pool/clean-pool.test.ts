import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";
import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, ListBucketsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDynamoDBClient, openSession, Pool, type PoolAccount } from "@regatta/accounts";
import { systemClock } from "@regatta/foundation";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import type { CleaningEvent } from "../account/cleaning-event.ts";
import type { CleaningSettings } from "../account/cleaning-settings.ts";
import { BaselineStore } from "../baseline/baseline-store.ts";
import { type CleanPoolOptions, cleanPool } from "./clean-pool.ts";
import { planCleaning } from "./plan-cleaning.ts";
import { recordBaseline } from "./record-baseline.ts";

let aws: LocalAws;
let client: DynamoDBClient;
let pools = 0;
beforeAll(async () => {
  aws = await startLocalAws({ accounts: 30, timings: { observeMs: 1 } });
  Object.assign(process.env, aws.env, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" });
  client = createDynamoDBClient({ region: aws.hub.region });
  await new Pool({ client, table: "regatta", pool: "p0" }).createTable();
});
afterAll(async () => {
  client.destroy();
  await aws.close();
});

let taken = 0;
const settings: CleaningSettings = {
  depth: "stacks",
  protectedStacks: ["kept*"],
  keep: [],
  bucket: "regatta-{account}-{region}",
  protectedAccounts: ["999999999999"],
  ownAccount: async () => aws.hub.id,
  stacksAtOnce: 5,
  pollMs: 5,
  proofApartMs: 1,
  aliasCheck: true,
  env: {},
};

/** A pool of its own with dirty accounts nobody has touched. */
async function aPool(accounts: number) {
  const place = { client, table: "regatta", pool: `p${++pools}` };
  const pool = new Pool(place);
  const refs = aws.accounts.slice(taken, taken + accounts);
  taken += accounts;
  for (const account of refs) await pool.add(account);
  const lent = { runId: "r1", holder: "a test", durationMs: 60_000, count: accounts };
  for (const lease of await pool.acquireMany(lent)) await lease.markDirty("a file timed out");
  const baselines = new BaselineStore(place);
  const events: Array<{ account: string; event: CleaningEvent }> = [];
  const clean = (special: Partial<CleanPoolOptions> = {}) =>
    cleanPool({
      ...{ pool, settings, baselines, runId: "c1", holder: "cleaner", leaseMs: 60_000 },
      ...{ concurrency: 2, attempts: 3, retryMs: 60_000, clock: systemClock },
      signal: new AbortController().signal,
      onEvent: ({ id }, event) => void events.push({ account: id, event }),
      onEnd: () => undefined,
      ...special,
    });
  return { pool, refs, baselines, clean, events };
}

async function inAccount(account: (typeof aws.accounts)[number]) {
  const session = await openSession({ account, runId: "r1" });
  const settingsOfClients = { region: account.region, credentials: session.credentials };
  const cloudFormation = new CloudFormationClient(settingsOfClients);
  const s3 = new S3Client(settingsOfClients);
  const create = async (StackName: string, template: object) => {
    await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
    await waitUntilStackCreateComplete(
      { client: cloudFormation, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.01 },
      { StackName },
    );
  };
  const stacks = async () =>
    ((await cloudFormation.send(new DescribeStacksCommand({}))).Stacks ?? []).map(
      ({ StackName }) => StackName,
    );
  const buckets = async () =>
    ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name);
  return { cloudFormation, s3, create, stacks, buckets };
}

const topic = (told: object = {}) => ({ Type: "AWS::SNS::Topic", Metadata: { LocalAws: told } });
const of = (resources: object, rest: object = {}) => ({ Resources: resources, ...rest });
const setOn = (pool: string, { id, region }: { id: string; region: string }, name: string, value: object) =>
  client.send(
    new UpdateItemCommand({
      TableName: "regatta",
      Key: { pk: { S: `pool#${pool}` }, sk: { S: `account#${id}/${region}` } },
      UpdateExpression: "SET #name = :value",
      ExpressionAttributeNames: { "#name": name },
      ExpressionAttributeValues: { ":value": value as never },
    }),
  );
const statesOf = (accounts: PoolAccount[]) => accounts.map(({ state, failures }) => [state, failures]);

test("two cleaners share three accounts: each is cleaned once, proven twice, and available", async () => {
  const { pool, refs, clean, events } = await aPool(3);
  for (const account of refs) await (await inAccount(account)).create("app", of({ A: topic() }));
  const reports = await Promise.all([clean(), clean({ runId: "c2" })]);
  const cleaned = reports.flatMap(({ accounts }) => accounts);
  expect(cleaned.map(({ outcome }) => outcome)).toEqual(["cleaned", "cleaned", "cleaned"]);
  expect(statesOf(await pool.list())).toEqual(Array(3).fill(["available", 0]));
  for (const { id } of refs) {
    const own = events.filter(({ account }) => account === id).map(({ event }) => event);
    expect(own.filter(({ kind }) => kind === "stack-deleted")).toHaveLength(1);
    expect(own.filter((event) => event.kind === "looked" && event.added === 0)).toHaveLength(2);
  }
});

test("a versioned bucket that is full, and one that the stack retains, go; what was there before stays", async () => {
  const { pool, refs, clean, baselines } = await aPool(1);
  const [account] = refs as [(typeof refs)[number]];
  const { s3, create, buckets } = await inAccount(account);
  await s3.send(new CreateBucketCommand({ Bucket: "belongs-here" }));
  const [item] = (await pool.list()) as [PoolAccount];
  const recording = { ...{ pool, settings, baselines, runId: "c0", holder: "keeper", leaseMs: 60_000 } };
  const rest = { signal: new AbortController().signal, clock: systemClock };
  expect(await recordBaseline({ ...recording, ...rest, account: item })).toBe(1);
  expect(await pool.list()).toMatchObject([{ state: "dirty", reason: "a file timed out" }]);
  const versioned = { BucketName: "photos-of-a-test", VersioningConfiguration: { Status: "Enabled" } };
  await create(
    "app",
    of({
      Photos: { Type: "AWS::S3::Bucket", Properties: versioned },
      Uploads: { Type: "AWS::SQS::Queue" },
      Kept: {
        Type: "AWS::S3::Bucket",
        DeletionPolicy: "Retain",
        Properties: { BucketName: "retained-of-a-test" },
      },
    }),
  );
  for (const Body of ["1", "2"]) {
    await s3.send(new PutObjectCommand({ Bucket: "photos-of-a-test", Key: "cat", Body }));
  }
  const plan = { settings, baselines, runId: "c0", isOnlyRegion: true, ...rest };
  expect(await planCleaning({ ...plan, account: item })).toMatchObject({
    ...{ stacks: ["app"], kept: [], blocked: [], leftovers: [], hasBaseline: true },
  });
  expect(await clean()).toMatchObject({ accounts: [{ outcome: "cleaned" }] });
  expect(await buckets()).toEqual(["belongs-here"]);
});

test("without a baseline nothing is removed but what stacks left, and what else is there is named", async () => {
  const { pool, refs, clean } = await aPool(1);
  const [account] = refs as [(typeof refs)[number]];
  const { s3, create, buckets, stacks } = await inAccount(account);
  await s3.send(new CreateBucketCommand({ Bucket: "somebodys-bucket" }));
  const Properties = { BucketName: "left-by-a-stack" };
  await create("app", of({ Left: { Type: "AWS::S3::Bucket", DeletionPolicy: "Retain", Properties } }));
  const report = await clean();
  expect(report.accounts[0]).toMatchObject({
    outcome: "failed",
    failures: 1,
    reason: expect.stringMatching(/^1 left: bucket somebodys-bucket.*regatta clean --record-baseline$/),
  });
  expect(await buckets()).toEqual(["somebodys-bucket"]);
  expect(await stacks()).toEqual([]);
  expect(await pool.list()).toMatchObject([{ state: "dirty", cleanAfter: expect.any(Number) }]);
  expect(await clean()).toEqual({ accounts: [] });
});

test("an export used by a protected stack is named as impossible, and in the end quarantined", async () => {
  const { pool, refs, clean } = await aPool(1);
  const [account] = refs as [(typeof refs)[number]];
  const { create, stacks } = await inAccount(account);
  await create("net", of({ A: topic() }, { Outputs: { O: { Value: "v", Export: { Name: "net" } } } }));
  await create("kept", of({ B: { ...topic(), Properties: { DisplayName: { "Fn::ImportValue": "net" } } } }));
  const only = [`${account.id}/${account.region}`];
  expect((await clean({ attempts: 2 })).accounts[0]?.outcome).toBe("failed");
  const [report] = (await clean({ attempts: 2, only })).accounts;
  expect(report).toMatchObject({
    ...{ outcome: "quarantined", failures: 2 },
    reason: "stacks stay: net (exports of it are used by stacks that stay: net by kept)",
  });
  expect(await stacks()).toEqual(expect.arrayContaining(["net", "kept"]));
  expect(await pool.list()).toMatchObject([{ state: "quarantined", cleanAfter: expect.any(Number) }]);
});

test("what only time removes is parked; after half a day of that it failed, in the report as in the table", async () => {
  const { pool, refs, clean } = await aPool(1);
  const [account] = refs as [(typeof refs)[number]];
  const Message = "resource sg-0a1b has a dependent object";
  await (await inAccount(account)).create("vpc", of({ A: topic({ Fail: "delete", Message }) }));
  expect((await clean()).accounts).toMatchObject([{ outcome: "parked", failures: 0 }]);
  expect(statesOf(await pool.list())).toEqual([["dirty", 0]]);
  const halfADayAgo = Date.now() - 13 * 60 * 60_000;
  await setOn(`p${pools}`, account, "parkedSince", { N: String(halfADayAgo) });
  const [report] = (await clean({ only: [`${account.id}/${account.region}`] })).accounts;
  const reason = expect.stringMatching(
    /^after half a day of waiting still: stacks stay: vpc .*dependent object/,
  );
  expect(report).toMatchObject({ outcome: "failed", failures: 1, reason });
  expect(await pool.list()).toMatchObject([{ state: "dirty", failures: 1, reason }]);
});

test("when account after account fails the same way, it stops, names the cause and counts it against none", async () => {
  const { pool, refs, clean } = await aPool(4);
  for (const account of refs) await (await inAccount(account)).create("app", of({ A: topic() }));
  const fault = aws.faults.add({
    ...{ service: "cloudformation", operation: "DeleteStack", kind: { kind: "access-denied" } },
  });
  const report = await clean({ concurrency: 1 });
  aws.faults.clear(fault);
  expect(report.commonCause).toMatch(/stacks stay: app \(.*not authorized/i);
  expect(report.accounts).toHaveLength(3);
  expect(statesOf(await pool.list())).toEqual(Array(4).fill(["dirty", 0]));
});

test("an account that cannot be claimed does not cut off the others", async () => {
  const { pool, clean } = await aPool(2);
  aws.faults.add({
    ...{ service: "dynamodb", operation: "UpdateItem", times: 1, kind: { kind: "access-denied" } },
  });
  await expect(clean()).rejects.toMatchObject({ code: "ACCESS_DENIED" });
  expect((await pool.list()).map(({ state }) => state).sort()).toEqual(["available", "dirty"]);
});

test("nothing is touched in a protected account, nor in one whose credentials are another's", async () => {
  const { pool, refs, clean } = await aPool(2);
  const [protectedOne, swapped] = refs as [(typeof refs)[number], (typeof refs)[number]];
  const other = aws.accounts[29];
  if (!other) throw new Error("no such account");
  await (await inAccount(other)).create("valuable", of({ A: topic() }));
  await setOn(`p${pools}`, swapped, "roleArn", { S: other.roleArn });
  aws.requests.clear();
  const report = await clean({ settings: { ...settings, protectedAccounts: [protectedOne.id] } });
  expect(report.accounts.map(({ reason }) => reason).sort()).toEqual([
    expect.stringContaining(`is protected; nothing was touched there`),
    expect.stringContaining(`belongs to account ${other.id}; nothing was touched there`),
  ]);
  const services = aws.requests.list().map(({ service }) => service);
  expect(services.filter((service) => service !== "dynamodb" && service !== "sts")).toEqual([]);
  expect((await pool.list()).map(({ state }) => state)).toEqual(["dirty", "dirty"]);
  expect(await (await inAccount(other)).stacks()).toEqual(["valuable"]);
});

test("a cleaner whose lease is lost deletes nothing more, and leaves the account to whose it is", async () => {
  const { pool, refs, clean, events } = await aPool(1);
  const [account] = refs as [(typeof refs)[number]];
  const { create, stacks } = await inAccount(account);
  await create("net", of({ A: topic() }, { Outputs: { O: { Value: "v", Export: { Name: "net2" } } } }));
  const name = `p${pools}`;
  await create("app", of({ B: { ...topic(), Properties: { DisplayName: { "Fn::ImportValue": "net2" } } } }));
  const report = await clean({
    leaseMs: 1_000,
    onEvent: (_, event) => {
      events.push({ account: account.id, event });
      if (event.kind !== "stack-deleting" || event.stackName !== "app") return;
      // It hangs until the next heartbeat finds out.
      aws.faults.add({
        account: account.id,
        operation: "DeleteStack",
        kind: { kind: "latency", ms: 1_500 },
        times: 1,
      });
      void setOn(name, account, "leaseId", { S: "somebody else's" });
    },
  });
  expect(report.accounts).toMatchObject([{ outcome: "lost" }]);
  expect(events.filter(({ event }) => event.kind === "stack-deleting")).toHaveLength(1);
  expect(await stacks()).toContain("net");
  expect(await pool.list()).toMatchObject([{ state: "cleaning", lease: { id: "somebody else's" } }]);
});

test("an interrupted cleaner gives its account back without a failure, and one that was killed is reaped", async () => {
  const { pool, refs, clean } = await aPool(1);
  const [account] = refs as [(typeof refs)[number]];
  const { create } = await inAccount(account);
  await create("app", of({ A: topic() }));
  const end = new AbortController();
  const onEvent = (_: unknown, event: CleaningEvent) => {
    if (event.kind === "stack-deleting") end.abort(new Error("interrupted by SIGTERM"));
  };
  const interrupted = await clean({ signal: end.signal, onEvent });
  expect(interrupted.accounts).toMatchObject([{ outcome: "given-back", reason: "interrupted by SIGTERM" }]);
  expect(statesOf(await pool.list())).toEqual([["dirty", 0]]);
  const killed = await pool.startCleaning({ account, runId: "c9", holder: "killed", durationMs: 60_000 });
  if (killed.kind !== "cleaning") throw new Error("not cleaning");
  killed.cleaning.abandon();
  await setOn(`p${pools}`, account, "leaseExpiresAt", { N: "1" });
  expect((await clean()).accounts).toMatchObject([{ outcome: "cleaned" }]);
});
