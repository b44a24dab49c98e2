import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  GetTemplateSummaryCommand,
  type Stack,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "@jest/globals";
import type { LocalAwsOptions } from "../local-aws-options.ts";
import { type LocalAws, startLocalAws } from "../start-local-aws.ts";
import { changeSet, create, eventLines, execute, remove, update } from "./testing/stacks.ts";

interface Clients {
  cloudformation: CloudFormationClient;
  dynamodb: DynamoDBClient;
  s3: S3Client;
  ssm: SSMClient;
}

const cleanups: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const aws = await startLocalAws({ accounts: 2, ...options });
  cleanups.push(() => aws.close());
  return aws;
}

/** Clients inside a pool account, by a role's session as a run has them. */
async function enter(aws: LocalAws, index: number): Promise<Clients> {
  const account = aws.accounts[index];
  if (!account) throw new Error(`no account ${index}`);
  const hub = {
    accessKeyId: aws.env.AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: aws.env.AWS_SECRET_ACCESS_KEY ?? "",
  };
  const sts = new STSClient({ endpoint: aws.url, region: account.region, credentials: hub });
  const { Credentials: keys } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: account.roleArn,
      RoleSessionName: "regatta-test",
      ExternalId: account.externalId,
    }),
  );
  sts.destroy();
  const config = {
    endpoint: aws.url,
    region: account.region,
    credentials: {
      accessKeyId: keys?.AccessKeyId ?? "",
      secretAccessKey: keys?.SecretAccessKey ?? "",
      sessionToken: keys?.SessionToken ?? "",
    },
  };
  const clients = {
    cloudformation: new CloudFormationClient(config),
    dynamodb: new DynamoDBClient(config),
    s3: new S3Client(config),
    ssm: new SSMClient(config),
  };
  for (const client of Object.values(clients)) cleanups.push(() => client.destroy());
  return clients;
}

const shop = (more = "", key = "id", tableName = ""): string => `
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Stage: {Type: String, Default: test}
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      ${tableName}
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: ${key}, AttributeType: S}]
      KeySchema: [{AttributeName: ${key}, KeyType: HASH}]
  OrdersName:
    Type: AWS::SSM::Parameter
    Properties:
      Name: !Sub /shop/\${Stage}/table
      Type: String
      Value: !Ref Orders
  Queue: {Type: AWS::SQS::Queue}
${more}
Outputs:
  Table: {Value: !Ref Orders, Export: {Name: !Sub "\${AWS::StackName}-table"}}
  TableArn: {Value: !GetAtt Orders.Arn}
  Queue: {Value: !GetAtt Queue.Arn}
`;

const outputsOf = ({ Outputs = [] }: Stack) =>
  Object.fromEntries(Outputs.map((one) => [one.OutputKey, one.OutputValue]));

test("tables and parameters of a stack are really there, in its own account alone", async () => {
  const aws = await start();
  const [one, two] = [await enter(aws, 0), await enter(aws, 1)];
  const stack = await create(one.cloudformation, { StackName: "shop", TemplateBody: shop() });
  expect(stack.StackStatus).toBe("CREATE_COMPLETE");
  const { Table, TableArn, Queue } = outputsOf(stack);
  expect(TableArn).toBe(`arn:aws:dynamodb:eu-west-1:${aws.accounts[0]?.id}:table/${Table}`);
  expect(Queue).toMatch(/^arn:aws:sqs:eu-west-1:210000000001:shop-Queue-/);
  const Item = { id: { S: "1" } };
  await one.dynamodb.send(new PutItemCommand({ TableName: Table, Item }));
  expect((await one.dynamodb.send(new GetItemCommand({ TableName: Table, Key: Item }))).Item).toEqual(Item);
  const parameter = await one.ssm.send(new GetParameterCommand({ Name: "/shop/test/table" }));
  expect(parameter.Parameter?.Value).toBe(Table);

  expect((await two.dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  expect((await two.cloudformation.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);

  expect((await remove(one.cloudformation, "shop")).StackStatus).toBe("DELETE_COMPLETE");
  expect((await one.dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
});

test("another key is another table, and what refers to it follows", async () => {
  const aws = await start();
  const { cloudformation, dynamodb, ssm } = await enter(aws, 0);
  const before = outputsOf(await create(cloudformation, { StackName: "shop", TemplateBody: shop() }));
  const described = await changeSet(cloudformation, {
    StackName: "shop",
    ChangeSetName: "key",
    TemplateBody: shop("", "orderId"),
  });
  expect(described.Changes?.map((one) => one.ResourceChange?.LogicalResourceId)).toEqual([
    "Orders",
    "OrdersName",
  ]);
  expect(described.Changes?.[0]?.ResourceChange?.Replacement).toBe("True");
  const after = outputsOf(await execute(cloudformation, described));
  expect(after.Table).not.toBe(before.Table);
  expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([after.Table]);
  const parameter = await ssm.send(new GetParameterCommand({ Name: "/shop/test/table" }));
  expect(parameter.Parameter?.Value).toBe(after.Table);
});

test("a failed update leaves tables, data and parameters as they were", async () => {
  const aws = await start();
  const { cloudformation, dynamodb, ssm } = await enter(aws, 0);
  const { Table } = outputsOf(await create(cloudformation, { StackName: "shop", TemplateBody: shop() }));
  const Item = { id: { S: "1" } };
  await dynamodb.send(new PutItemCommand({ TableName: Table, Item }));
  const bad = `
  Bad:
    Type: AWS::SNS::Topic
    DependsOn: OrdersName
    Metadata: {LocalAws: {Fail: create, Message: topic limit reached}}
`;
  const stack = await update(cloudformation, { StackName: "shop", TemplateBody: shop(bad, "orderId") });
  expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect(await eventLines(cloudformation, "shop")).toContain("Bad CREATE_FAILED: topic limit reached");
  expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([Table]);
  expect((await dynamodb.send(new GetItemCommand({ TableName: Table, Key: Item }))).Item).toEqual(Item);
  const parameter = await ssm.send(new GetParameterCommand({ Name: "/shop/test/table" }));
  expect(parameter.Parameter?.Value).toBe(Table);
});

test("a table whose name is taken fails its stack with the service's own reason", async () => {
  const aws = await start();
  const { cloudformation, dynamodb } = await enter(aws, 0);
  const TemplateBody = shop("", "id", "TableName: orders");
  await create(cloudformation, { StackName: "first", TemplateBody });
  const renamed = TemplateBody.replace("/shop/", "/second/");
  const stack = await create(cloudformation, { StackName: "second", TemplateBody: renamed });
  expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
  expect(await eventLines(cloudformation, "second")).toContainEqual(
    expect.stringMatching(/^Orders CREATE_FAILED: .*'orders' already exists/),
  );
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: "orders" }));
  expect(Table?.TableStatus).toBe("ACTIVE");
});

test("a bucket of a stack is really there, and keeps its stack from being deleted until it is empty", async () => {
  const { cloudformation, s3 } = await enter(await start(), 0);
  const TemplateBody = JSON.stringify({
    Resources: { Files: { Type: "AWS::S3::Bucket" } },
    Outputs: { Bucket: { Value: { Ref: "Files" } } },
  });
  const { Bucket } = outputsOf(await create(cloudformation, { StackName: "Shop", TemplateBody }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" }));
  const kept = await remove(cloudformation, "Shop");
  expect([kept.StackStatus, kept.StackStatusReason]).toEqual([
    "DELETE_FAILED",
    "The following resource(s) failed to delete: [Files].",
  ]);
  expect(await eventLines(cloudformation, "Shop")).toContain(
    "Files DELETE_FAILED: The bucket you tried to delete is not empty",
  );
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  expect((await remove(cloudformation, "Shop")).StackStatus).toBe("DELETE_COMPLETE");
  await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: "NotFound" });
});

test("a template too large for a request is taken from a bucket of the same account", async () => {
  const aws = await start();
  const [one, two] = [await enter(aws, 0), await enter(aws, 1)];
  const Bucket = "templates-of-shop";
  await one.s3.send(new CreateBucketCommand({ Bucket }));
  const small = shop();
  const large = `${small}# ${"x".repeat(51_200)}`;
  const put = (Body: string) => one.s3.send(new PutObjectCommand({ Bucket, Key: "shop/a b.yaml", Body }));
  await put(large);
  const virtual = `https://${Bucket}.s3.eu-west-1.amazonaws.com/shop/a%20b.yaml`;
  const stack = await create(one.cloudformation, { StackName: "shop", TemplateURL: virtual });
  expect(stack.StackStatus).toBe("CREATE_COMPLETE");
  const { Parameters } = await one.cloudformation.send(
    new GetTemplateSummaryCommand({ TemplateURL: virtual }),
  );
  expect(Parameters?.[0]?.ParameterKey).toBe("Stage");
  await put(`${large}\n  New: {Value: x}`);
  const path = `https://s3.eu-west-1.amazonaws.com/${Bucket}/shop/a%20b.yaml`;
  const described = await changeSet(one.cloudformation, {
    StackName: "shop",
    ChangeSetName: "more",
    TemplateURL: path,
  });
  expect(outputsOf(await execute(one.cloudformation, described)).New).toBe("x");
  const own = `${aws.url}/${Bucket}/shop/a%20b.yaml`;
  const unchanged = new UpdateStackCommand({ StackName: "shop", TemplateURL: own });
  await expect(one.cloudformation.send(unchanged)).rejects.toThrow("No updates are to be performed.");

  const foreign = new CreateStackCommand({ StackName: "shop", TemplateURL: virtual });
  await expect(two.cloudformation.send(foreign)).rejects.toThrow("S3 error: Access Denied");
  const missing = new CreateStackCommand({ StackName: "shop", TemplateURL: `${virtual}x` });
  await expect(one.cloudformation.send(missing)).rejects.toThrow(
    "S3 error: The specified key does not exist.",
  );
  const inBody = new CreateStackCommand({ StackName: "large", TemplateBody: large });
  await expect(one.cloudformation.send(inBody)).rejects.toThrow("have length less than or equal to 51200");
});

test("stacks are described in pages as small as a test wants them", async () => {
  const aws = await start({ describeStacksPageSize: 1 });
  const { cloudformation } = await enter(aws, 0);
  const TemplateBody = JSON.stringify({ Resources: { Queue: { Type: "AWS::SQS::Queue" } } });
  for (const StackName of ["one", "two"]) await create(cloudformation, { StackName, TemplateBody });
  const first = await cloudformation.send(new DescribeStacksCommand({}));
  const rest = await cloudformation.send(new DescribeStacksCommand({ NextToken: first.NextToken }));
  const names = [first, rest].map(({ Stacks }) => Stacks?.map(({ StackName }) => StackName));
  expect([names, rest.NextToken]).toEqual([[["two"], ["one"]], undefined]);
});

test("a template's parameter may be a name in the parameter store, looked up at each change", async () => {
  const { cloudformation, ssm } = await enter(await start(), 0);
  const Value = { "Fn::Join": ["-", [{ Ref: "Version" }, { "Fn::Select": [1, { Ref: "Zones" }] }]] };
  const TemplateBody = JSON.stringify({
    Parameters: {
      Version: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/version" },
      Zones: { Type: "AWS::SSM::Parameter::Value<List<String>>", Default: "/zones" },
    },
    Resources: {
      Copy: { Type: "AWS::SSM::Parameter", Properties: { Name: "/copy", Type: "String", Value } },
    },
  });
  const input = { StackName: "app", TemplateBody };
  await expect(create(cloudformation, input)).rejects.toThrow(
    "Unable to fetch parameters [/version,/zones] from parameter store for this account.",
  );
  const put = (Name: string, text: string) =>
    ssm.send(new PutParameterCommand({ Name, Value: text, Type: "String", Overwrite: true }));
  await put("/version", "1");
  await put("/zones", "a,b");
  const stack = await create(cloudformation, input);
  expect(stack.Parameters).toContainEqual({
    ParameterKey: "Version",
    ParameterValue: "/version",
    ResolvedValue: "1",
  });
  const copied = async () => (await ssm.send(new GetParameterCommand({ Name: "/copy" }))).Parameter?.Value;
  expect(await copied()).toBe("1-b");
  await expect(update(cloudformation, input)).rejects.toThrow("No updates are to be performed.");
  await put("/version", "2");
  await update(cloudformation, input);
  expect(await copied()).toBe("2-b");
});

test("stacks and what they made outlive a restart on the same folder", async () => {
  const stateDirectory = await mkdtemp(path.join(tmpdir(), "regatta-local-aws-"));
  cleanups.push(() => rm(stateDirectory, { recursive: true, force: true }));
  const before = await startLocalAws({ accounts: 1, stateDirectory });
  const old = await enter(before, 0);
  const Tags = [{ Key: "regatta:service", Value: "shop" }];
  const stack = await create(old.cloudformation, { StackName: "shop", TemplateBody: shop(), Tags });
  await before.close();

  const after = await start({ accounts: 1, stateDirectory });
  const { cloudformation, dynamodb } = await enter(after, 0);
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: "shop" }));
  expect(Stacks).toEqual([stack]);
  expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([outputsOf(stack).Table]);
  expect((await remove(cloudformation, "shop")).StackStatus).toBe("DELETE_COMPLETE");
});
