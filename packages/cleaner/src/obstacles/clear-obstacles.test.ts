import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { AccountContext } from "../account/account-context.ts";
import { emptyBucket } from "../contents/empty-bucket.ts";
import { kinds } from "../kinds/kinds.ts";
import { CleanerWorld } from "../testing/cleaner-world.ts";
import { clearObstacles } from "./clear-obstacles.ts";

let world: CleanerWorld;
beforeAll(async () => {
  world = await CleanerWorld.start({ accounts: 3, timings: { observeMs: 1 } });
});
afterAll(() => world.close());

const account = "eu-west-1:210000000001";

test("each kind knows its own Arns and no other's", () => {
  const arns: Record<string, string> = {
    stack: `arn:aws:cloudformation:${account}:stack/orders/1e2c0b10-0000-0000-0000-000000000000`,
    bucket: "arn:aws:s3:::photos",
    "log group": `arn:aws:logs:${account}:log-group:/aws/lambda/orders`,
    function: `arn:aws:lambda:${account}:function:orders`,
    table: `arn:aws:dynamodb:${account}:table/orders`,
    repository: `arn:aws:ecr:${account}:repository/team/orders`,
    secret: `arn:aws:secretsmanager:${account}:secret:orders-a1b2c3`,
    key: `arn:aws:kms:${account}:key/0e4ad21c-0000-0000-0000-000000000000`,
    "network interface": `arn:aws:ec2:${account}:network-interface/eni-0a1b2c3d4e5f6a7b8`,
  };
  expect(kinds.map(({ name }) => name).sort()).toEqual(Object.keys(arns).sort());
  for (const [name, arn] of Object.entries(arns)) {
    expect(kinds.filter((kind) => kind.arn.test(arn)).map((kind) => kind.name)).toEqual([name]);
  }
});

test("buckets are emptied of all versions, delete markers and begun uploads", async () => {
  const { context, events } = await world.account();
  const { s3 } = context.clients;
  await aBucket(context, "photos", { versioned: true });
  for (const Key of ["a", "a", "a/b é&<", "c"]) {
    await s3.send(new PutObjectCommand({ Bucket: "photos", Key, Body: "x" }));
  }
  await s3.send(new DeleteObjectCommand({ Bucket: "photos", Key: "a" }));
  await s3.send(new CreateMultipartUploadCommand({ Bucket: "photos", Key: "begun" }));
  expect(await emptyBucket(context, "photos", { pageSize: 2 })).toBe(5);
  expect(await versionsIn(context, "photos")).toBe(0);
  await aBucket(context, "plain");
  await s3.send(new PutObjectCommand({ Bucket: "plain", Key: "a", Body: "x" }));
  await clearObstacles(
    context,
    ["photos", "plain", "gone"].map((name) => of("AWS::S3::Bucket", name)),
  );
  expect(await versionsIn(context, "plain")).toBe(0);
  expect(events).toEqual([
    { kind: "obstacle-cleared", resource: "bucket plain", what: "emptied of 1 versions" },
  ]);
});

test("an object under retention is named with its date, and everything else of its bucket is gone", async () => {
  const { context } = await world.account();
  const { s3 } = context.clients;
  await aBucket(context, "locked", { locked: true });
  const until = new Date(Date.now() + 86_400_000);
  const locked = {
    Bucket: "locked",
    ObjectLockMode: "COMPLIANCE",
    ObjectLockRetainUntilDate: until,
  } as const;
  await s3.send(new PutObjectCommand({ ...locked, Key: "kept", Body: "x" }));
  await s3.send(new PutObjectCommand({ Bucket: "locked", Key: "free", Body: "x" }));
  await expect(clearObstacles(context, [of("AWS::S3::Bucket", "locked")])).rejects.toMatchObject({
    code: "BUCKET_NOT_EMPTIED",
    message: expect.stringMatching(
      /^1 objects of bucket locked cannot be deleted: kept \(version .+\): Access Denied/,
    ),
  });
  expect(await versionsIn(context, "locked")).toBe(1);
});

test("what is protected is not emptied, though its stack is to go", async () => {
  const { context } = await world.account({ keep: (name) => name === "precious" });
  await aBucket(context, "precious");
  await context.clients.s3.send(new PutObjectCommand({ Bucket: "precious", Key: "a", Body: "x" }));
  await clearObstacles(context, [of("AWS::S3::Bucket", "precious")]);
  expect(await versionsIn(context, "precious")).toBe(1);
});

const of = (ResourceType: string, PhysicalResourceId: string) => ({
  LogicalResourceId: "L",
  LastUpdatedTimestamp: new Date(0),
  ResourceStatus: "CREATE_COMPLETE" as const,
  ResourceType,
  PhysicalResourceId,
});

async function aBucket(context: AccountContext, Bucket: string, { versioned = false, locked = false } = {}) {
  const { s3 } = context.clients;
  const CreateBucketConfiguration = { LocationConstraint: context.account.region as "eu-west-1" };
  await s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration, ObjectLockEnabledForBucket: locked }),
  );
  const VersioningConfiguration = { Status: "Enabled" as const };
  if (versioned || locked) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
}

async function versionsIn({ clients }: AccountContext, Bucket: string): Promise<number> {
  const { Versions = [], DeleteMarkers = [] } = await clients.s3.send(
    new ListObjectVersionsCommand({ Bucket }),
  );
  return Versions.length + DeleteMarkers.length;
}
