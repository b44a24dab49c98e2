import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateNetworkInterfaceCommand } from "@aws-sdk/client-ec2";
import { CreateRepositoryCommand, ListImagesCommand, PutImageCommand } from "@aws-sdk/client-ecr";
import { CreateKeyCommand, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { GetResourcesCommand } from "@aws-sdk/client-resource-groups-tagging-api";
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { CreateSecretCommand, DeleteSecretCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import type { AccountContext } from "../account/account-context.ts";
import { emptyBucket } from "../contents/empty-bucket.ts";
import { compareInventories } from "../inventory/compare-inventories.ts";
import { describeResource, type Inventory, inventoryOf } from "../inventory/inventory.ts";
import { takeInventory } from "../inventory/take-inventory.ts";
import { kinds } from "../kinds/kinds.ts";
import { clearObstacles } from "../obstacles/clear-obstacles.ts";
import { CleanerWorld } from "../testing/cleaner-world.ts";
import { Parked } from "../waiting/parked.ts";
import { sweepLeftovers } from "./sweep-leftovers.ts";

let world: CleanerWorld;
beforeAll(async () => {
  world = await CleanerWorld.start({ accounts: 20, timings: { observeMs: 1 } });
});
afterAll(() => world.close());

const empty = inventoryOf([]);

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

test("a repository is emptied of its images, with tags and without", async () => {
  const { context, events } = await world.account();
  const { ecr } = context.clients;
  await ecr.send(new CreateRepositoryCommand({ repositoryName: "images" }));
  for (const version of ["1", "2", "2"]) {
    const imageManifest = JSON.stringify({ schemaVersion: 2, version });
    await ecr.send(new PutImageCommand({ repositoryName: "images", imageTag: "latest", imageManifest }));
    await ecr.send(new PutImageCommand({ repositoryName: "images", imageTag: `v${version}`, imageManifest }));
  }
  await clearObstacles(context, [of("AWS::ECR::Repository", "images"), of("AWS::ECR::Repository", "gone")]);
  expect((await ecr.send(new ListImagesCommand({ repositoryName: "images" }))).imageIds).toEqual([]);
  expect(events).toMatchObject([{ resource: "repository images", what: "emptied of 2 images" }]);
});

test("an object under retention is named with its date, and everything else of its bucket is gone", async () => {
  const { context } = await world.account();
  const { s3 } = context.clients;
  await aBucket(context, "locked", { locked: true });
  const until = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 86_400_000);
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
      new RegExp(
        `^1 objects of bucket locked cannot be deleted: kept \\(version .+\\): .+\\. kept is retained until ${until.toISOString()} \\(COMPLIANCE\\)\\.$`,
      ),
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

test("an account's inventory has what its services list, and neither what waits for its deletion nor what is protected", async () => {
  const { context } = await world.account({ keep: (name) => name === "kept" || name.startsWith("team-") });
  const { kms, logs, s3, secrets } = context.clients;
  await aBucket(context, "team-templates");
  const nested = JSON.stringify({ Resources: { Queue: { Type: "AWS::SQS::Queue" }, Table: aTableResource } });
  await s3.send(new PutObjectCommand({ Bucket: "team-templates", Key: "nested.json", Body: nested }));
  const TemplateURL = "https://team-templates.s3.eu-west-1.amazonaws.com/nested.json";
  await aStack(context, "kept", {
    Nested: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL } },
    Table: aTableResource,
    Function: aFunctionResource({}, "of-kept"),
    Topic: { Type: "AWS::SNS::Topic" },
  });
  await aStack(context, "orders", { Topic: { Type: "AWS::SNS::Topic" }, Table: aTableResource });
  for (const logGroupName of ["/aws/lambda/of-kept", "/aws/lambda/orders", "team-log"]) {
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
  }
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId }));
  await secrets.send(new CreateSecretCommand({ Name: "gone", SecretString: "x" }));
  await secrets.send(new DeleteSecretCommand({ SecretId: "gone" }));
  await secrets.send(new CreateSecretCommand({ Name: "here", SecretString: "x" }));
  const named = namesIn(await takeInventory(context));
  expect(named).toEqual([
    "log group /aws/lambda/orders",
    "secret here",
    expect.stringMatching(/^sns arn:aws:sns:.+orders/),
    "stack orders",
    expect.stringMatching(/^table orders/),
  ]);
});

test("everything that was not there before is removed, log groups last, and nothing that was", async () => {
  const { context, events } = await world.account();
  await aBucket(context, "known");
  await context.clients.logs.send(new CreateLogGroupCommand({ logGroupName: "known" }));
  const baseline = await takeInventory(context);
  await leaveOneOfEachKind(context);
  const { added } = compareInventories(baseline, await takeInventory(context));
  expect(added.map(({ kind }) => kind).sort()).toEqual(
    kinds
      .filter((kind) => kind.remove)
      .map(({ name }) => name)
      .sort(),
  );
  expect(await sweepLeftovers(context, baseline)).toEqual([]);
  expect(await takeInventory(context)).toEqual(baseline);
  const removed = events.flatMap((event) => (event.kind === "leftover-removed" ? [event.resource] : []));
  expect(removed.slice().sort()).toEqual(added.map(describeResource).sort());
  expect(removed.at(-1)).toBe("log group /aws/lambda/left");
});

test("a log group that a function writes again when it is gone is the next sweep's", async () => {
  const { context } = await world.account();
  await aFunction(context, "late", { "local-aws:late-logs": "1" });
  await context.clients.logs.send(new CreateLogGroupCommand({ logGroupName: "/aws/lambda/late" }));
  await sweepLeftovers(context, empty);
  expect(namesIn(await takeInventory(context))).toEqual(["log group /aws/lambda/late"]);
  await sweepLeftovers(context, empty);
  expect(await takeInventory(context)).toEqual(empty);
});

test("a function with replicas of Lambda@Edge is parked, and the rest of the account is clean", async () => {
  const { context, events } = await world.account();
  await aFunction(context, "edge", { "local-aws:replica-ms": "never" });
  await aBucket(context, "left");
  const left = await sweepLeftovers(context, empty);
  expect(left).toEqual([
    {
      resource: { kind: "function", name: "edge" },
      reason: "function edge has replicas of Lambda@Edge, which AWS removes in some hours.",
      lookAgainAfterMs: 3_600_000,
    },
  ]);
  expect(namesIn(await takeInventory(context))).toEqual(["function edge"]);
  expect(events.at(-1)).toMatchObject({ kind: "leftover-stays", resource: "function edge" });
  const reason =
    "Lambda was unable to delete arn:aws:lambda:us-east-1:1:function:edge:1 because it is a replicated function.";
  await expect(clearObstacles(context, [], { attempt: 2, reason })).rejects.toBeInstanceOf(Parked);
});

test("a function in a VPC is taken out of it before its stack is deleted, and its interfaces are waited for", async () => {
  const { context, events } = await world.account();
  const inVpc = (name: string, ms: string) =>
    aFunctionResource({ "local-aws:interface-ms": ms }, name, {
      SubnetIds: ["subnet-1"],
      SecurityGroupIds: [{ Ref: "Group" }],
    });
  await aStack(context, "vpc", {
    Group: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: "of the functions" } },
    Function: inVpc("in-vpc", "40"),
    // Lambda lets go of its interface, and leaves it.
    Forgetful: inVpc("forgetful", "never"),
  });
  const { clients } = context;
  const { StackResourceSummaries = [] } = await clients.cloudFormation.send(
    new ListStackResourcesCommand({ StackName: "vpc" }),
  );
  await clearObstacles(context, StackResourceSummaries);
  expect(events.map((event) => "resource" in event && event.resource).sort()).toEqual([
    "function forgetful",
    "function in-vpc",
  ]);
  await deleteStack(context, "vpc");
  expect(await takeInventory(context)).toEqual(empty);
});

test("interfaces that Lambda does not take back in time park the account; a function beside them holds its own", async () => {
  const clock = new ManualClock();
  const { context } = await world.account({ clock });
  const VpcConfig = { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] };
  await aFunction(context, "slow", { "local-aws:interface-ms": "86400000" }, VpcConfig);
  await aFunction(context, "other", {}, { ...VpcConfig, SecurityGroupIds: ["sg-2"] });
  const timer = setInterval(() => void clock.advance(600_000), 20);
  const clearing = clearObstacles(context, [of("AWS::Lambda::Function", "slow")]);
  await expect(clearing).rejects.toMatchObject({ code: "CLEANING_PARKED", lookAgainAfterMs: 900_000 });
  clearInterval(timer);
  const baseline = inventoryOf(["slow", "other"].map((name) => ({ kind: "function", name })));
  const left = await sweepLeftovers(context, baseline);
  expect(left).toMatchObject([
    {
      resource: { kind: "network interface" },
      lookAgainAfterMs: 900_000,
      reason: expect.stringContaining("eni-"),
    },
  ]);
});

test("what only the tagging API tells is named, unless CloudFormation's own record says that it is gone", async () => {
  const { context } = await world.account();
  const Properties = { Tags: [{ Key: "local-aws:stays-listed", Value: "late" }] };
  await aStack(context, "orders", {
    Topic: { Type: "AWS::SNS::Topic", Properties },
    Queue: { Type: "AWS::SQS::Queue", Properties },
    Left: { Type: "AWS::SNS::Topic", DeletionPolicy: "Retain" },
  });
  await deleteStack(context, "orders");
  const listed = await context.clients.tagging.send(new GetResourcesCommand({}));
  expect(listed.ResourceTagMappingList).toHaveLength(3);
  const left = await sweepLeftovers(context, empty);
  expect(left).toEqual([
    {
      resource: { kind: "sns", name: expect.stringContaining("Left") },
      reason: expect.stringContaining("removes nothing of this kind"),
    },
  ]);
});

test("nothing is proven where something cannot be listed", async () => {
  const { context } = await world.account();
  const fault = world.aws.faults.add({
    service: "logs",
    kind: { kind: "access-denied" },
  });
  try {
    await expect(takeInventory(context)).rejects.toMatchObject({ code: "INVENTORY_REFUSED" });
  } finally {
    world.aws.faults.clear(fault);
  }
});

const of = (ResourceType: string, PhysicalResourceId: string) => ({
  LogicalResourceId: "L",
  LastUpdatedTimestamp: new Date(0),
  ResourceStatus: "CREATE_COMPLETE" as const,
  ResourceType,
  PhysicalResourceId,
});

const namesIn = ({ resources }: Inventory) => resources.map(describeResource);

const aTableResource = {
  Type: "AWS::DynamoDB::Table",
  Properties: {
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  },
};

function aFunctionResource(tags: Record<string, string>, FunctionName: string, VpcConfig?: object) {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const Properties = {
    FunctionName,
    Role: "arn:aws:iam::1:role/r",
    Code: { ZipFile: "x" },
    Tags,
    ...(VpcConfig ? { VpcConfig } : {}),
  };
  return { Type: "AWS::Lambda::Function", Properties };
}

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

async function aStack(context: AccountContext, StackName: string, Resources: object): Promise<void> {
  const TemplateBody = JSON.stringify({ Resources });
  await context.clients.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody }));
  await settled(context, StackName, "CREATE_COMPLETE");
}

async function deleteStack(context: AccountContext, StackName: string): Promise<void> {
  const { Stacks = [] } = await context.clients.cloudFormation.send(new DescribeStacksCommand({ StackName }));
  await context.clients.cloudFormation.send(new DeleteStackCommand({ StackName }));
  await settled(context, Stacks[0]?.StackId ?? "", "DELETE_COMPLETE");
}

async function settled({ clients }: AccountContext, StackName: string, status: string): Promise<void> {
  for (;;) {
    const { Stacks: [stack] = [] } = await clients.cloudFormation.send(
      new DescribeStacksCommand({ StackName }),
    );
    if (stack?.StackStatus?.endsWith("_IN_PROGRESS")) continue;
    expect(stack?.StackStatus).toBe(status);
    return;
  }
}

function aFunction(
  { clients }: AccountContext,
  FunctionName: string,
  Tags: Record<string, string> = {},
  VpcConfig?: { SubnetIds: string[]; SecurityGroupIds: string[] },
) {
  const Code = { ZipFile: new Uint8Array([1]) };
  const input = {
    FunctionName,
    Tags,
    Code,
    Role: "arn:aws:iam::1:role/r",
    Runtime: "nodejs22.x",
    Handler: "a.b",
  } as const;
  return clients.lambda.send(new CreateFunctionCommand({ ...input, ...(VpcConfig ? { VpcConfig } : {}) }));
}

/** What tests and retained resources leave, each resisting as it can. */
async function leaveOneOfEachKind(context: AccountContext): Promise<void> {
  const { dynamodb, ec2, ecr, kms, logs, s3, secrets } = context.clients;
  await aBucket(context, "left", { versioned: true });
  await s3.send(new PutObjectCommand({ Bucket: "left", Key: "a", Body: "x" }));
  await aFunction(context, "left");
  await logs.send(
    new CreateLogGroupCommand({ logGroupName: "/aws/lambda/left", deletionProtectionEnabled: true }),
  );
  const { AttributeDefinitions, KeySchema } = aTableResource.Properties as Pick<
    ConstructorParameters<typeof CreateTableCommand>[0],
    "AttributeDefinitions" | "KeySchema"
  >;
  await dynamodb.send(
    new CreateTableCommand({
      TableName: "left",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions,
      KeySchema,
    }),
  );
  await ecr.send(new CreateRepositoryCommand({ repositoryName: "left" }));
  await ecr.send(new PutImageCommand({ repositoryName: "left", imageTag: "1", imageManifest: "{}" }));
  await secrets.send(new CreateSecretCommand({ Name: "left", SecretString: "x" }));
  await kms.send(new CreateKeyCommand({}));
  await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId: "subnet-1" }));
}
