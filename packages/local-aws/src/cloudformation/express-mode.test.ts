import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { DescribeTableCommand, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ManualClock, systemClock } from "@regatta/foundation";
import { TestAws } from "../testing/test-aws.ts";
import { type OpenCloudFormation, openCloudFormation } from "./testing/open-cloudformation.ts";
import {
  changeSet,
  create,
  describe,
  execute,
  failing,
  refusal,
  remove,
  settled,
  template,
  thing,
  update,
} from "./testing/stacks.ts";

const express = { DeploymentConfig: { Mode: "EXPRESS" as const } };
const expressReason =
  "Resource operation completed using Express Mode. It may continue becoming available in the background.";

let aws: OpenCloudFormation;
beforeEach(async () => {
  aws = await openCloudFormation();
});
afterEach(() => aws.close());

test("an express stack is complete when its configuration is applied, and usable when it has stabilised", async () => {
  const manual = new ManualClock();
  const clock = {
    now: () => systemClock.now(),
    monotonic: () => manual.monotonic(),
    sleep: (ms: number, signal?: AbortSignal) => manual.sleep(ms, signal),
  };
  const world = await TestAws.start({ clock, timings: { resourceMs: 1_000 } });
  const client = world.cloudformation();
  const [dynamodb, ssm, s3] = [world.dynamodb(), world.ssm(), world.s3()];
  const TableName = "orders";
  const key = { AttributeName: "id" };
  const TemplateBody = template(
    {
      Orders: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          TableName,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ ...key, AttributeType: "S" }],
          KeySchema: [{ ...key, KeyType: "HASH" }],
        },
      },
      Name: { Type: "AWS::SSM::Parameter", Properties: { Name: "/name", Type: "String", Value: "x" } },
      Files: { Type: "AWS::S3::Bucket", Metadata: { LocalAws: { StabiliseMs: 2_000 } } },
    },
    { Outputs: { Arn: { Value: { "Fn::GetAtt": ["Orders", "Arn"] } }, Files: { Value: { Ref: "Files" } } } },
  );
  await client.send(new CreateStackCommand({ StackName: "shop", TemplateBody, ...express }));
  await manual.advance(250);
  const stack = await settled(client, "shop");
  expect(stack).toMatchObject({
    StackStatus: "CREATE_COMPLETE",
    DeploymentConfig: { Mode: "EXPRESS", DisableRollback: true },
  });
  expect(stack.Outputs?.[0]?.OutputValue).toMatch(/table\/orders$/);
  const detail = new DescribeStackResourceCommand({ StackName: "shop", LogicalResourceId: "Orders" });
  expect((await client.send(detail)).StackResourceDetail).toMatchObject({
    ResourceStatus: "CREATE_COMPLETE",
    ResourceStatusReason: expressReason,
  });

  const Bucket = stack.Outputs?.[1]?.OutputValue;
  const get = () => dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: "1" } } }));
  const status = async () =>
    (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
  const parameter = () => ssm.send(new GetParameterCommand({ Name: "/name" }));
  expect(await status()).toBe("CREATING");
  expect((await refusal(get())).name).toBe("ResourceNotFoundException");
  expect((await refusal(parameter())).name).toBe("ParameterNotFound");
  await manual.advance(750);
  expect(await status()).toBe("ACTIVE");
  expect((await get()).Item).toBeUndefined();
  expect((await parameter()).Parameter?.Value).toBe("x");
  expect((await refusal(s3.send(new HeadBucketCommand({ Bucket })))).name).toBe("NotFound");
  await manual.advance(1_000);
  await s3.send(new HeadBucketCommand({ Bucket }));

  await client.send(new DeleteStackCommand({ StackName: "shop", ...express }));
  await manual.advance(250);
  expect((await settled(client, stack.StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
  await world.close();
});

test("a change set keeps its mode for the stack it is executed on; the next standard one forgets it", async () => {
  const DeploymentConfig = { Mode: "EXPRESS" as const, DisableRollback: false };
  const described = await changeSet(aws.client, {
    StackName: "app",
    ChangeSetName: "first",
    ChangeSetType: "CREATE",
    TemplateBody: template({
      A: thing({ Name: "a" }),
      Bad: thing({}, { DependsOn: "A", ...failing("create") }),
    }),
    DeploymentConfig,
  });
  expect(described.DeploymentConfig).toEqual(DeploymentConfig);
  const stack = await execute(aws.client, described);
  expect([stack.StackStatus, stack.DeploymentConfig]).toEqual(["ROLLBACK_COMPLETE", DeploymentConfig]);
  await remove(aws.client, "app");
  const plain = await create(aws.client, { StackName: "app", TemplateBody: template({ A: thing() }) });
  expect([plain.StackStatus, plain.DeploymentConfig]).toEqual(["CREATE_COMPLETE", undefined]);
});

test("what an express update left failed is only gone on with in express mode, or deleted", async () => {
  const good = (size: number) => template({ A: thing({ Name: "a", Size: size }) });
  await create(aws.client, { StackName: "app", TemplateBody: good(1), ...express });
  const bad = template({ A: thing({ Name: "a", Size: 2 }, failing("update")) });
  const failed = await update(aws.client, { StackName: "app", TemplateBody: bad, ...express });
  expect([failed.StackStatus, failed.DisableRollback]).toEqual(["UPDATE_FAILED", true]);
  const standard = new UpdateStackCommand({ StackName: "app", TemplateBody: good(3), DisableRollback: true });
  expect((await refusal(aws.client.send(standard))).message).toMatch(/must use the same DeploymentConfig/);
  const inChangeSet = changeSet(aws.client, {
    StackName: "app",
    ChangeSetName: "cs",
    TemplateBody: good(3),
  });
  expect((await refusal(inChangeSet)).message).toMatch(/must use the same DeploymentConfig/);
  expect((await refusal(aws.client.send(new RollbackStackCommand({ StackName: "app" })))).message).toMatch(
    /^RollbackStack is not supported for stacks that were last updated using EXPRESS/,
  );
  const mended = await update(aws.client, { StackName: "app", TemplateBody: good(3), ...express });
  expect(mended.StackStatus).toBe("UPDATE_COMPLETE");
  expect((await describe(aws.client, "app")).DeploymentConfig?.Mode).toBe("EXPRESS");
  expect(aws.host.things.get("a")).toEqual({ Name: "a", Size: 3 });
});

test("custom resources and unknown modes are refused before anything is there", async () => {
  const TemplateBody = template({ Mine: { Type: "Custom::Thing" }, A: thing() });
  const input = { StackName: "app", TemplateBody, ...express };
  const message = "Custom resources are not supported in EXPRESS deployment mode: [Mine]";
  expect((await refusal(create(aws.client, input))).message).toBe(message);
  const inChangeSet = changeSet(aws.client, { ...input, ChangeSetName: "cs", ChangeSetType: "CREATE" });
  expect((await refusal(inChangeSet)).message).toBe(message);
  const fast = { ...input, DeploymentConfig: { Mode: "FAST" as "EXPRESS" } };
  expect((await refusal(create(aws.client, fast))).message).toMatch(/enum value set: \[STANDARD, EXPRESS\]/);
  expect((await refusal(describe(aws.client, "app"))).message).toMatch(/does not exist/);
});
