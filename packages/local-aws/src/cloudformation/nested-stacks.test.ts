import {
  type CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  ListStacksCommand,
  RollbackStackCommand,
  UpdateTerminationProtectionCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { TestAws } from "../testing/test-aws.ts";
import {
  create,
  describe,
  eventLines,
  failing,
  refusal,
  remove,
  settled,
  template,
  update,
} from "./testing/stacks.ts";

const Bucket = "templates-of-shop";
const TemplateURL = `https://${Bucket}.s3.eu-west-1.amazonaws.com/child.json`;

let world: TestAws;
let client: CloudFormationClient;
beforeEach(async () => {
  world = await TestAws.start();
  client = world.cloudformation();
  await world.s3().send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => world.close());

/** The child: a parameter with this value, and whatever else. */
async function putChild(more: Record<string, unknown> = {}): Promise<void> {
  const Value = { "Fn::Sub": "hello $" + "{Who}" };
  const Name = { Type: "AWS::SSM::Parameter", Properties: { Name: "/child", Type: "String", Value } };
  const rest = {
    Parameters: { Who: { Type: "String" } },
    Outputs: { Said: { Value: { "Fn::GetAtt": ["Name", "Value"] } } },
  };
  const Body = template({ Name, ...more }, rest);
  await world.s3().send(new PutObjectCommand({ Bucket, Key: "child.json", Body }));
}

/** The parent: the child, and a parameter made of what it puts out. */
function parent(who: string, more: Record<string, unknown> = {}): string {
  const Child = {
    Type: "AWS::CloudFormation::Stack",
    Properties: { TemplateURL, Parameters: { Who: who }, Tags: [{ Key: "own", Value: "child" }] },
  };
  const Value = { "Fn::GetAtt": "Child.Outputs.Said" };
  const Heard = { Type: "AWS::SSM::Parameter", Properties: { Name: "/parent", Type: "String", Value } };
  return template({ Child, Heard, ...more }, { Outputs: { Child: { Value: { Ref: "Child" } } } });
}

const bad = { Bad: { Type: "AWS::SQS::Queue", DependsOn: "Heard", ...failing("create") } };
const badChild = { Bad: { Type: "AWS::SQS::Queue", DependsOn: "Name", ...failing("create") } };

async function value(Name: string): Promise<string | undefined> {
  const answer = await world.ssm().send(new GetParameterCommand({ Name }));
  return answer.Parameter?.Value;
}

async function childOf(StackName: string): Promise<string> {
  const command = new DescribeStackResourceCommand({ StackName, LogicalResourceId: "Child" });
  const { StackResourceDetail: detail } = await client.send(command);
  return detail?.PhysicalResourceId ?? "";
}

test("a nested stack is a stack of its own, with its parent's tags, whose outputs the parent uses", async () => {
  await putChild();
  const Tags = [{ Key: "regatta:service", Value: "shop" }];
  const stack = await create(client, { StackName: "shop", TemplateBody: parent("you"), Tags });
  expect(stack.StackStatus).toBe("CREATE_COMPLETE");
  expect([await value("/child"), await value("/parent")]).toEqual(["hello you", "hello you"]);
  const child = await describe(client, stack.Outputs?.[0]?.OutputValue ?? "");
  expect(child).toMatchObject({
    StackStatus: "CREATE_COMPLETE",
    ParentId: stack.StackId,
    RootId: stack.StackId,
    Tags: [{ Key: "own", Value: "child" }, ...Tags],
  });
  expect(child.StackName).toMatch(/^shop-Child-[A-Z0-9]{12}$/);

  expect((await update(client, { StackName: "shop", TemplateBody: parent("all") })).StackStatus).toBe(
    "UPDATE_COMPLETE",
  );
  expect([await value("/child"), await value("/parent")]).toEqual(["hello all", "hello all"]);
  expect((await describe(client, child.StackId ?? "")).StackStatus).toBe("UPDATE_COMPLETE");

  expect((await remove(client, "shop")).StackStatus).toBe("DELETE_COMPLETE");
  expect((await describe(client, child.StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
  expect((await client.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
  expect((await refusal(value("/child"))).name).toBe("ParameterNotFound");
});

test("a parent whose nested stack fails tells why, and takes it with it when it rolls back", async () => {
  await putChild(badChild);
  const stack = await create(client, { StackName: "shop", TemplateBody: parent("you") });
  expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
  expect(await eventLines(client, "shop")).toContainEqual(
    expect.stringMatching(
      /^Child CREATE_FAILED: Embedded stack arn:.* was not successfully created: .*failed to create: \[Bad\]\.$/,
    ),
  );
  const { Stacks } = await client.send(new DescribeStacksCommand({}));
  expect(Stacks?.map(({ StackName }) => StackName)).toEqual(["shop"]);
  expect((await refusal(value("/child"))).name).toBe("ParameterNotFound");
});

test.each([
  ["the nested stack's", badChild, {}],
  ["another resource's", {}, bad],
])("an update that fails by %s fault takes both stacks back", async (_, inChild, inParent) => {
  await putChild();
  await create(client, { StackName: "shop", TemplateBody: parent("you") });
  const child = await childOf("shop");
  await putChild(inChild);
  const stack = await update(client, { StackName: "shop", TemplateBody: parent("all", inParent) });
  expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect([await value("/child"), await value("/parent")]).toEqual(["hello you", "hello you"]);
  expect((await describe(client, child)).StackStatus).toMatch(/^UPDATE_(ROLLBACK_)?COMPLETE$/);
});

test("an update left failed is rolled back with the nested stack that failed", async () => {
  await putChild();
  await create(client, { StackName: "shop", TemplateBody: parent("you") });
  await putChild(badChild);
  const left = { StackName: "shop", TemplateBody: parent("all"), DisableRollback: true };
  expect((await update(client, left)).StackStatus).toBe("UPDATE_FAILED");
  expect((await describe(client, await childOf("shop"))).StackStatus).toBe("UPDATE_FAILED");
  expect(await value("/child")).toBe("hello all");
  await client.send(new RollbackStackCommand({ StackName: "shop" }));
  expect((await settled(client, "shop")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect(await value("/child")).toBe("hello you");
});

test("a nested stack goes back to what it was before this update, not before an older one", async () => {
  await putChild();
  await create(client, { StackName: "shop", TemplateBody: parent("you") });
  await update(client, { StackName: "shop", TemplateBody: parent("all") });
  await world.s3().send(new PutObjectCommand({ Bucket, Key: "child.json", Body: "no template" }));
  const stack = await update(client, { StackName: "shop", TemplateBody: parent("nobody") });
  expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect([await value("/child"), await value("/parent")]).toEqual(["hello all", "hello all"]);
});

test("after two updates left failed it goes back to what it was before the first of them", async () => {
  await putChild();
  await create(client, { StackName: "shop", TemplateBody: parent("you") });
  for (const who of ["all", "nobody"]) {
    const left = { StackName: "shop", TemplateBody: parent(who, bad), DisableRollback: true };
    expect((await update(client, left)).StackStatus).toBe("UPDATE_FAILED");
  }
  expect(await value("/child")).toBe("hello nobody");
  await client.send(new RollbackStackCommand({ StackName: "shop" }));
  expect((await settled(client, "shop")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect([await value("/child"), await value("/parent")]).toEqual(["hello you", "hello you"]);
});

test("a failure beside a nested stack does not wait for it", async () => {
  const slow = { Slow: { Type: "AWS::SQS::Queue", Metadata: { LocalAws: { DurationMs: 3_600_000 } } } };
  await putChild(slow);
  const Bad = { Type: "AWS::SQS::Queue", Metadata: { LocalAws: { Fail: "create", DurationMs: 20 } } };
  await client.send(new CreateStackCommand({ StackName: "shop", TemplateBody: parent("you", { Bad }) }));
  expect((await settled(client, "shop")).StackStatus).toBe("ROLLBACK_COMPLETE");
  expect((await client.send(new DescribeStacksCommand({}))).Stacks).toHaveLength(1);
});

test("a template that cannot be read fails the nested stack", async () => {
  const stack = await create(client, { StackName: "shop", TemplateBody: parent("you") });
  expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
  expect(await eventLines(client, "shop")).toContainEqual(
    expect.stringMatching(/^Child CREATE_FAILED: S3 error: The specified key does not exist\./),
  );
});

test("a nested stack is protected by its root, and says who that is", async () => {
  await putChild();
  const root = { StackName: "shop", TemplateBody: parent("world"), EnableTerminationProtection: true };
  const { StackId } = await create(client, root);
  const StackName = await childOf("shop");
  expect(await describe(client, StackName)).toMatchObject({ EnableTerminationProtection: true });
  const { StackSummaries = [] } = await client.send(new ListStacksCommand({}));
  expect(StackSummaries.find((one) => one.StackId === StackName)).toMatchObject({
    ParentId: StackId,
    RootId: StackId,
  });
  const call = client.send(new DeleteStackCommand({ StackName }));
  expect((await refusal(call)).message).toMatch(/while TerminationProtection is enabled$/);
  const unprotect = { StackName, EnableTerminationProtection: false };
  const own = client.send(new UpdateTerminationProtectionCommand(unprotect));
  expect((await refusal(own)).name).toBe("ValidationError");
  await client.send(new UpdateTerminationProtectionCommand({ ...unprotect, StackName: "shop" }));
  expect((await remove(client, "shop")).StackStatus).toBe("DELETE_COMPLETE");
});
