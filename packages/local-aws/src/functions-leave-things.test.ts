import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutLogGroupDeletionProtectionCommand,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateNetworkInterfaceCommand,
  DeleteNetworkInterfaceCommand,
  DescribeNetworkInterfacesCommand,
  DetachNetworkInterfaceCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { systemClock } from "@regatta/foundation";
import { eventLines, refusal, remove, settled, template } from "./cloudformation/testing/stacks.ts";
import { TestAws, withFolder } from "./testing/test-aws.ts";

/** How far the servers' time has been moved on. */
let passedMs = 0;
const clock = { ...systemClock, now: () => systemClock.now() + passedMs };
const interfaceMs = 20 * 60_000;

let world: TestAws;
let logs: CloudWatchLogsClient;
let lambda: LambdaClient;
let ec2: EC2Client;
beforeAll(async () => {
  world = await TestAws.start({ clock, timings: { interfaceMs } });
  // The SDK corrects its own clock at the first refusal, when time was moved on.
  const settings = { maxAttempts: 3 };
  logs = world.client(CloudWatchLogsClient, settings);
  lambda = world.client(LambdaClient, settings);
  ec2 = world.client(EC2Client, settings);
});
afterAll(() => world.close());

async function groupNames(logGroupNamePrefix: string): Promise<Array<string | undefined>> {
  const answer = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
  return (answer.logGroups ?? []).map(({ logGroupName }) => logGroupName);
}

async function makeFunction(FunctionName: string, more: object = {}): Promise<void> {
  const Role = "arn:aws:iam::100000000000:role/functions";
  const Code = { ZipFile: Buffer.from("x") };
  await lambda.send(new CreateFunctionCommand({ FunctionName, Role, Code, ...more }));
}

test("log groups are listed by prefix and page, and go once", async () => {
  for (const at of [1, 2, 3]) {
    await logs.send(new CreateLogGroupCommand({ logGroupName: `/app/${at}`, tags: { at: `${at}` } }));
  }
  const again = logs.send(new CreateLogGroupCommand({ logGroupName: "/app/1" }));
  expect((await refusal(again)).name).toBe("ResourceAlreadyExistsException");
  const pages = paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix: "/app/", limit: 2 });
  const sizes = [];
  for await (const { logGroups = [] } of pages) sizes.push(logGroups.length);
  expect(sizes).toEqual([2, 1]);
  const resourceArn = "arn:aws:logs:eu-west-1:100000000000:log-group:/app/2";
  const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn }));
  expect(tags).toEqual({ at: "2" });
  await logs.send(new DeleteLogGroupCommand({ logGroupName: "/app/2" }));
  const gone = logs.send(new DeleteLogGroupCommand({ logGroupName: "/app/2" }));
  expect((await refusal(gone)).name).toBe("ResourceNotFoundException");
  expect(await groupNames("/app/")).toEqual(["/app/1", "/app/3"]);
  const group = { logGroupIdentifier: "/app/3" };
  await logs.send(new PutLogGroupDeletionProtectionCommand({ ...group, deletionProtectionEnabled: true }));
  const doomed = new DeleteLogGroupCommand({ logGroupName: "/app/3" });
  expect((await refusal(logs.send(doomed))).message).toMatch(/deletion protection/);
  await logs.send(new PutLogGroupDeletionProtectionCommand({ ...group, deletionProtectionEnabled: false }));
  await logs.send(doomed);
  expect(await groupNames("/app/")).toEqual(["/app/1"]);
});

test("a function writes to its log group, and once it is gone the group comes back as its tags say", async () => {
  await makeFunction("late", { Tags: { "local-aws:late-logs": "1", "local-aws:late-log-ms": "5000" } });
  await lambda.send(new InvokeCommand({ FunctionName: "late" }));
  const logGroupName = "/aws/lambda/late";
  await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  expect(await groupNames(logGroupName)).toEqual([]);
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  expect(Functions.map(({ FunctionName }) => FunctionName)).toEqual(["late"]);
  const { FunctionArn } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "late" }));
  await lambda.send(new DeleteFunctionCommand({ FunctionName: FunctionArn }));
  expect(await groupNames(logGroupName)).toEqual([]);
  passedMs += 5_000;
  expect(await groupNames(logGroupName)).toEqual([logGroupName]);
  await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  expect(await groupNames(logGroupName)).toEqual([logGroupName]);
  await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  expect(await groupNames(logGroupName)).toEqual([]);
});

test("a replicated function cannot be deleted before its replicas are gone", async () => {
  await makeFunction("edge", { Tags: { "local-aws:replica-ms": "3600000" } });
  const doomed = new DeleteFunctionCommand({ FunctionName: "edge" });
  expect(await refusal(lambda.send(doomed))).toEqual({
    name: "InvalidParameterValueException",
    message: expect.stringContaining("because it is a replicated function"),
  });
  passedMs += 3_600_000;
  await lambda.send(doomed);
  const gone = lambda.send(new GetFunctionCommand({ FunctionName: "edge" }));
  expect((await refusal(gone)).name).toBe("ResourceNotFoundException");
});

test("the interfaces of a function in a VPC outlast it, and keep its stack's network", async () => {
  const cloudformation = world.cloudformation({ maxAttempts: 3 });
  const TemplateBody = template({
    Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/16" } },
    Subnet: { Type: "AWS::EC2::Subnet", Properties: { VpcId: { Ref: "Vpc" } } },
    Group: { Type: "AWS::EC2::SecurityGroup", Properties: { VpcId: { Ref: "Vpc" } } },
    Logs: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/aws/lambda/inside" } },
    Inside: {
      Type: "AWS::Lambda::Function",
      DependsOn: "Logs",
      Properties: {
        FunctionName: "inside",
        VpcConfig: {
          SubnetIds: [{ Ref: "Subnet" }],
          SecurityGroupIds: [{ "Fn::GetAtt": ["Group", "GroupId"] }],
        },
        Tags: [{ Key: "local-aws:late-logs", Value: "1" }],
      },
    },
  });
  await cloudformation.send(new CreateStackCommand({ StackName: "vpc", TemplateBody }));
  expect((await settled(cloudformation, "vpc")).StackStatus).toBe("CREATE_COMPLETE");
  const { VpcConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "inside" }));
  const ofGroup = { Name: "group-id", Values: VpcConfig?.SecurityGroupIds ?? [] };
  const ofLambda = { Name: "description", Values: ["AWS Lambda VPC ENI-inside*"] };
  const describe = async () => {
    const command = new DescribeNetworkInterfacesCommand({ Filters: [ofGroup, ofLambda] });
    return (await ec2.send(command)).NetworkInterfaces ?? [];
  };
  const [found = {}] = await describe();
  expect(found).toMatchObject({
    Status: "in-use",
    InterfaceType: "lambda",
    VpcId: expect.stringMatching(/^vpc-/),
    SubnetId: VpcConfig?.SubnetIds?.[0],
  });
  const { NetworkInterfaceId } = found;
  const inUse = ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
  expect((await refusal(inUse)).name).toBe("InvalidParameterValue");
  const AttachmentId = found.Attachment?.AttachmentId;
  const foreign = ec2.send(new DetachNetworkInterfaceCommand({ AttachmentId }));
  expect((await refusal(foreign)).name).toBe("OperationNotPermitted");

  expect((await remove(cloudformation, "vpc")).StackStatus).toBe("DELETE_FAILED");
  const lines = await eventLines(cloudformation, "vpc");
  expect(lines.filter((line) => line.includes("DELETE_FAILED: resource")).sort()).toEqual([
    expect.stringMatching(/^Group DELETE_FAILED: resource sg-\w+ has a dependent object$/),
    expect.stringMatching(/^Subnet DELETE_FAILED: resource subnet-\w+ has a dependent object$/),
  ]);
  // The stack deleted the function's log group after the function: it came back.
  expect(await groupNames("/aws/lambda/inside")).toEqual(["/aws/lambda/inside"]);
  passedMs += interfaceMs;
  expect(await describe()).toEqual([]);
  expect((await remove(cloudformation, "vpc")).StackStatus).toBe("DELETE_COMPLETE");
});

test("taking a function out of its VPC starts the wait, and what Lambda forgets can be deleted", async () => {
  const VpcConfig = { SubnetIds: ["subnet-1", "subnet-2"], SecurityGroupIds: ["sg-1"] };
  await makeFunction("forgotten", { VpcConfig, Tags: { "local-aws:interface-ms": "never" } });
  const Filters = [{ Name: "group-id", Values: ["sg-1"] }];
  const describe = async () =>
    (await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces ?? [];
  expect((await describe()).map(({ Status }) => Status)).toEqual(["in-use", "in-use"]);
  const nowhere = { SubnetIds: [], SecurityGroupIds: [] };
  const command = new UpdateFunctionConfigurationCommand({ FunctionName: "forgotten", VpcConfig: nowhere });
  expect((await lambda.send(command)).VpcConfig).toMatchObject(nowhere);
  const left = await describe();
  expect(left.map(({ Status }) => Status)).toEqual(["available", "available"]);
  for (const { NetworkInterfaceId } of left) {
    await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
  }
  expect(await describe()).toEqual([]);
  const Tags = [{ Key: "team", Value: "a" }];
  const { NetworkInterface } = await ec2.send(
    new CreateNetworkInterfaceCommand({
      SubnetId: "subnet-9",
      Groups: ["sg-1"],
      TagSpecifications: [{ ResourceType: "network-interface", Tags }],
    }),
  );
  expect(NetworkInterface).toMatchObject({ Status: "available", TagSet: [{ Key: "team", Value: "a" }] });
  expect(await describe()).toHaveLength(1);
});

test("what is not there is refused, clearly and in each protocol's own words", async () => {
  const none = ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ["eni-0"] }));
  expect(await refusal(none)).toEqual({
    name: "InvalidNetworkInterfaceID.NotFound",
    message: "The networkInterface ID 'eni-0' does not exist",
  });
  world.aws.faults.add({ service: "ec2", kind: { kind: "access-denied" } });
  const denied = ec2.send(new DescribeNetworkInterfacesCommand({}));
  expect((await refusal(denied)).name).toBe("UnauthorizedOperation");
  world.aws.faults.add({ service: "lambda", kind: { kind: "access-denied" } });
  const unlisted = lambda.send(new ListFunctionsCommand({}));
  expect((await refusal(unlisted)).name).toBe("AccessDeniedException");
});

test("functions, log groups and what is still to come survive a restart", async () => {
  await withFolder(async (stateDirectory) => {
    const first = await TestAws.start({ stateDirectory });
    const Tags = { "local-aws:late-logs": "1" };
    const Role = "arn:aws:iam::100000000000:role/functions";
    const input = { FunctionName: "kept", Role, Code: { ZipFile: Buffer.from("x") }, Tags };
    const client = first.client(LambdaClient);
    await client.send(new CreateFunctionCommand(input));
    await client.send(new InvokeCommand({ FunctionName: "kept" }));
    await client.send(new DeleteFunctionCommand({ FunctionName: "kept" }));
    await first.close();
    const second = await TestAws.start({ stateDirectory });
    const after = second.client(CloudWatchLogsClient);
    const logGroupName = "/aws/lambda/kept";
    await after.send(new DeleteLogGroupCommand({ logGroupName }));
    const { logGroups } = await after.send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toMatchObject([{ logGroupName }]);
    await second.close();
  });
});
