import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { systemClock } from "@regatta/foundation";
import { DynamoDBService } from "../dynamodb/dynamodb-service.ts";
import type { Caller } from "../gateway/service.ts";
import { IamAccounts } from "../iam/store/iam-accounts.ts";
import { createWorld } from "../identity/world.ts";
import { Buckets } from "../s3/buckets.ts";
import { SsmService } from "../ssm/ssm-service.ts";
import { MemoryBlobStore } from "../state/memory-blob-store.ts";
import { MemoryStateStore } from "../state/memory-state-store.ts";
import { anItem, aTable } from "../testing/tables.ts";
import { AccountResourceHost } from "./account-resource-host.ts";
import { InertResource } from "./inert-resource.ts";

const caller = {
  account: "210000000001",
  region: "eu-west-1",
  arn: "arn:aws:sts::210000000001:assumed-role/RegattaTest/x",
  accessKeyId: "ASIA",
};
const table = "AWS::DynamoDB::Table";
const parameter = "AWS::SSM::Parameter";
const bucket = "AWS::S3::Bucket";

function properties(name?: string): Record<string, unknown> {
  const { TableName: _, ...rest } = aTable("");
  return name === undefined ? rest : { ...rest, TableName: name };
}

const world = createWorld({ accounts: 1, region: "eu-west-1" });

let dynamodb: DynamoDBService;
let ssm: SsmService;
let buckets: Buckets;
let host: AccountResourceHost;
/** What CloudFormation asks for, in short. */
const on = {
  create: (type: string, physicalId: string | undefined, wanted: Record<string, unknown>, by: Caller) =>
    host.create({ type, physicalId, properties: wanted, tags: {}, caller: by }),
  update: (type: string, physicalId: string, wanted: Record<string, unknown>, by: Caller) =>
    host.update({ type, physicalId, properties: wanted, tags: {}, caller: by }),
  delete: (type: string, physicalId: string, by: Caller) =>
    host.delete({ type, physicalId, properties: {}, caller: by }),
};
beforeEach(() => {
  dynamodb = new DynamoDBService();
  ssm = new SsmService({ state: new MemoryStateStore(), clock: systemClock });
  buckets = new Buckets({ state: new MemoryStateStore(), blobs: new MemoryBlobStore(), clock: systemClock });
  const iam = new IamAccounts({ world, state: new MemoryStateStore() });
  const inert = new InertResource({ state: new MemoryStateStore() });
  const kinds = new Map();
  host = new AccountResourceHost({ dynamodb, ssm, buckets, clock: systemClock, iam, kinds, inert });
});
afterEach(() => dynamodb.close());

async function itemCount(name: string): Promise<number> {
  const answer = await dynamodb.perform("Scan", { TableName: name }, caller);
  return (JSON.parse(answer) as { Count: number }).Count;
}

test("a table is made under the name CloudFormation chose, and can be used", async () => {
  const made = await on.create(table, "stack-Orders-X1", properties(), caller);
  expect(made).toEqual({
    physicalId: "stack-Orders-X1",
    attributes: { Arn: "arn:aws:dynamodb:eu-west-1:210000000001:table/stack-Orders-X1" },
  });
  await dynamodb.perform("PutItem", { TableName: made.physicalId, Item: anItem("a", "b") }, caller);
  expect(await itemCount(made.physicalId)).toBe(1);
});

test("a table with a stream has an Arn for it that does not change", async () => {
  const streaming = { ...properties("orders"), StreamSpecification: { StreamViewType: "NEW_IMAGE" } };
  const made = await on.create(table, undefined, streaming, caller);
  expect(made.attributes.StreamArn).toMatch(/:table\/orders\/stream\/\d{4}-/);
  const updated = await on.update(table, "orders", streaming, caller);
  expect(updated.attributes).toEqual(made.attributes);
});

test("a table that is there already cannot be created, and one that is gone can be deleted", async () => {
  await on.create(table, undefined, properties("orders"), caller);
  await expect(on.create(table, undefined, properties("orders"), caller)).rejects.toMatchObject({
    code: "AlreadyExists",
    message: "Resource of type 'AWS::DynamoDB::Table' with identifier 'orders' already exists.",
  });
  await on.delete(table, "orders", caller);
  await on.delete(table, "orders", caller);
});

test("a table whose properties DynamoDB refuses fails with its message", async () => {
  const wrong = { ...properties(), BillingMode: "PROVISIONED" };
  await expect(on.create(table, "orders", wrong, caller)).rejects.toMatchObject({
    code: "ValidationException",
    message: expect.stringContaining("ReadCapacityUnits and WriteCapacityUnits must both be specified"),
  });
});

test("capacity given as text is changed in place, and no change is no error", async () => {
  const provisioned = (units: string) => ({
    ...properties("orders"),
    BillingMode: "PROVISIONED",
    ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: units },
  });
  await on.create(table, undefined, provisioned("1"), caller);
  await dynamodb.perform("PutItem", { TableName: "orders", Item: anItem("a", "b") }, caller);
  await on.update(table, "orders", provisioned("2"), caller);
  await on.update(table, "orders", provisioned("2"), caller);
  await on.update(table, "orders", properties("orders"), caller);
  expect(await itemCount("orders")).toBe(1);
});

test("another key makes another table, and the old one stays until it is deleted", async () => {
  const made = await on.create(table, "stack-Orders-X1", properties(), caller);
  const otherKey = {
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  };
  const replaced = await on.update(table, made.physicalId, otherKey, caller);
  expect(replaced.physicalId).toMatch(/^stack-Orders-[0-9A-F]{12}$/);
  expect(await itemCount(made.physicalId)).toBe(0);
  await expect(
    on.update(table, "stack-Orders-X1", { ...otherKey, TableName: "stack-Orders-X1" }, caller),
  ).rejects.toMatchObject({
    message: expect.stringContaining("custom-named resource requires replacing"),
  });
});

test("a new index on a table that exists is refused in so many words", async () => {
  await on.create(table, undefined, properties("orders"), caller);
  const index = {
    IndexName: "by-sk",
    KeySchema: [{ AttributeName: "sk", KeyType: "HASH" }],
    Projection: { ProjectionType: "ALL" },
  };
  await expect(
    on.update(table, "orders", { ...properties("orders"), GlobalSecondaryIndexes: [index] }, caller),
  ).rejects.toMatchObject({
    message: expect.stringContaining("cannot add or remove global secondary indexes"),
  });
});

test("a parameter is made, changed in place, replaced by another name, and deleted", async () => {
  const made = await on.create(parameter, "CFN-Url-X1", { Type: "String", Value: "one" }, caller);
  expect(made).toEqual({ physicalId: "CFN-Url-X1", attributes: { Type: "String", Value: "one" } });
  const changed = await on.update(parameter, "CFN-Url-X1", { Type: "String", Value: 2 }, caller);
  expect(changed).toEqual({ physicalId: "CFN-Url-X1", attributes: { Type: "String", Value: "2" } });
  const named = { Type: "String", Value: "two", Name: "/app/url" };
  expect((await on.update(parameter, "CFN-Url-X1", named, caller)).physicalId).toBe("/app/url");
  const store = await ssm.parametersOf(caller);
  expect(store.list().map(({ Name }) => Name)).toEqual(["/app/url", "CFN-Url-X1"]);
  await expect(on.create(parameter, undefined, named, caller)).rejects.toMatchObject({
    code: "AlreadyExists",
  });
  await on.delete(parameter, "/app/url", caller);
  await on.delete(parameter, "/app/url", caller);
});

test.each([
  [{ Type: "String" }, "required key [Value] not found"],
  [{ Type: "SecureString", Value: "x" }, "SecureString is not supported"],
  [{ Type: "Number", Value: "1" }, "enum value set"],
])("a parameter with %j is refused", async (wrong, message) => {
  await expect(on.create(parameter, "name", wrong, caller)).rejects.toMatchObject({
    message: expect.stringContaining(message),
  });
});

test("a bucket is made in the account's S3, renamed by making another, and kept while it holds something", async () => {
  const made = await on.create(bucket, "stack-files-x1", {}, caller);
  expect(made.attributes).toMatchObject({
    Arn: "arn:aws:s3:::stack-files-x1",
    RegionalDomainName: "stack-files-x1.s3.eu-west-1.amazonaws.com",
  });
  const renamed = await on.update(bucket, made.physicalId, { BucketName: "files" }, caller);
  const names = async () => (await buckets.list(caller.account)).map(({ record }) => record.name);
  expect([renamed.physicalId, await names()]).toEqual(["files", ["files", "stack-files-x1"]]);
  await on.delete(bucket, made.physicalId, caller);
  await on.delete(bucket, made.physicalId, caller);
  expect(await names()).toEqual(["files"]);
  const files = await buckets.open("files", caller);
  await files.put({ key: "a", modifiedAt: 0, headers: {}, checksums: {} }, Buffer.from("1"));
  await expect(on.delete(bucket, "files", caller)).rejects.toMatchObject({ code: "BucketNotEmpty" });
  const elsewhere = { ...caller, account: "210000000002" };
  await expect(on.create(bucket, "files", {}, elsewhere)).rejects.toMatchObject({ code: "AlreadyExists" });
});

test.each([
  ["AWS::IAM::InstanceProfile", {}, "stack-X-1", "arn:aws:iam:eu-west-1:210000000001:stack-X-1"],
  ["AWS::SNS::Topic", { TopicName: "t" }, "arn:aws:sns:eu-west-1:210000000001:t", undefined],
  [
    "AWS::SQS::Queue",
    { QueueName: "q" },
    "https://sqs.eu-west-1.amazonaws.com/210000000001/q",
    "arn:aws:sqs:eu-west-1:210000000001:q",
  ],
  ["AWS::Events::EventBus", {}, "stack-X-1", "arn:aws:events:eu-west-1:210000000001:stack-X-1"],
  ["Custom::Thing", {}, "stack-X-1", undefined],
])("an inert %s looks like one, and keeps its id in an update", async (type, given, id, arn) => {
  const made = await on.create(type, "stack-X-1", given, caller);
  expect(made.physicalId).toBe(id);
  if (arn) expect(made.attributes.Arn).toBe(arn);
  expect(await on.update(type, made.physicalId, { ...given, Other: 1 }, caller)).toEqual(made);
  await on.delete(type, made.physicalId, caller);
});
