import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateSummaryCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  ValidateTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type OpenCloudFormation, openCloudFormation } from "./testing/open-cloudformation.ts";
import { create, failing, refusal, settled, template, thing } from "./testing/stacks.ts";

let aws: OpenCloudFormation;
beforeEach(async () => {
  aws = await openCloudFormation({ pageSizes: { stacks: 2, events: 3, resources: 2 } });
});
afterEach(() => aws.close());

const body = template({ A: thing() });

test("all stacks are told in pages, newest first, with their tags", async () => {
  for (const StackName of ["one", "two", "three", "four", "five"]) {
    await create(aws.client, { StackName, TemplateBody: body, Tags: [{ Key: "is", Value: StackName }] });
  }
  const pages: string[][] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client: aws.client }, {})) {
    pages.push(Stacks.map(({ Tags }) => Tags?.[0]?.Value ?? ""));
  }
  expect(pages).toEqual([["five", "four"], ["three", "two"], ["one"]]);
});

test("a stack that comes in between moves no other to another page", async () => {
  for (const StackName of ["one", "two", "three"])
    await create(aws.client, { StackName, TemplateBody: body });
  const first = await aws.client.send(new DescribeStacksCommand({}));
  await create(aws.client, { StackName: "four", TemplateBody: body });
  const second = await aws.client.send(new DescribeStacksCommand({ NextToken: first.NextToken }));
  expect(second.Stacks?.map(({ StackName }) => StackName)).toEqual(["one"]);
  const wrong = aws.client.send(new DescribeStacksCommand({ NextToken: "nonsense" }));
  expect((await refusal(wrong)).name).toBe("ValidationError");
});

test("events come in pages, newest first", async () => {
  await create(aws.client, { StackName: "app", TemplateBody: body, ClientRequestToken: "token" });
  const pages: string[][] = [];
  for await (const page of paginateDescribeStackEvents({ client: aws.client }, { StackName: "app" })) {
    pages.push((page.StackEvents ?? []).map((one) => `${one.LogicalResourceId} ${one.ResourceStatus}`));
  }
  expect(pages).toEqual([
    ["app CREATE_COMPLETE", "A CREATE_COMPLETE", "A CREATE_IN_PROGRESS"],
    ["A CREATE_IN_PROGRESS", "app CREATE_IN_PROGRESS"],
  ]);
  const { StackEvents } = await aws.client.send(new DescribeStackEventsCommand({ StackName: "app" }));
  expect(StackEvents?.[1]).toMatchObject({
    ClientRequestToken: "token",
    ResourceType: "Test::Inert::Thing",
    ResourceProperties: "{}",
    StackName: "app",
  });
});

test("stacks are listed by status, deleted and failed ones too", async () => {
  await create(aws.client, { StackName: "good", TemplateBody: body });
  await create(aws.client, { StackName: "bad", TemplateBody: template({ A: thing({}, failing("create")) }) });
  const list = async (...filter: ("CREATE_COMPLETE" | "ROLLBACK_COMPLETE")[]) => {
    const answer = await aws.client.send(new ListStacksCommand({ StackStatusFilter: filter }));
    return answer.StackSummaries?.map(({ StackName }) => StackName);
  };
  expect(await list("CREATE_COMPLETE")).toEqual(["good"]);
  expect(await list("ROLLBACK_COMPLETE")).toEqual(["bad"]);
  expect(await list()).toEqual(["bad", "good"]);
});

test("resources are told by stack, by logical and by physical id", async () => {
  const Resources = { A: thing({ Name: "a" }), B: thing({ Name: "b" }), C: thing({ Name: "c" }) };
  await create(aws.client, { StackName: "app", TemplateBody: template(Resources) });
  const all = await aws.client.send(new DescribeStackResourcesCommand({ StackName: "app" }));
  expect(all.StackResources?.map((one) => one.PhysicalResourceId)).toEqual(["a", "b", "c"]);
  const byId = await aws.client.send(new DescribeStackResourcesCommand({ PhysicalResourceId: "b" }));
  expect(byId.StackResources).toHaveLength(3);
  const one = await aws.client.send(
    new DescribeStackResourceCommand({ StackName: "app", LogicalResourceId: "B" }),
  );
  expect(one.StackResourceDetail).toMatchObject({
    PhysicalResourceId: "b",
    ResourceStatus: "CREATE_COMPLETE",
  });
  const first = await aws.client.send(new ListStackResourcesCommand({ StackName: "app" }));
  const rest = await aws.client.send(
    new ListStackResourcesCommand({ StackName: "app", NextToken: first.NextToken }),
  );
  expect(rest.StackResourceSummaries?.map((item) => item.LogicalResourceId)).toEqual(["C"]);
  expect(rest.NextToken).toBeUndefined();
  const missing = aws.client.send(
    new DescribeStackResourceCommand({ StackName: "app", LogicalResourceId: "X" }),
  );
  expect((await refusal(missing)).message).toBe("Resource X does not exist for stack app");
});

test("a template is validated and summed up without a stack", async () => {
  const TemplateBody = template(
    { R: { Type: "AWS::IAM::Role" } },
    { Description: "d", Parameters: { P: { Type: "String", Default: "x", NoEcho: true } } },
  );
  const valid = await aws.client.send(new ValidateTemplateCommand({ TemplateBody }));
  expect(valid).toMatchObject({ Description: "d", Capabilities: ["CAPABILITY_IAM"] });
  expect(valid.Parameters).toEqual([{ ParameterKey: "P", DefaultValue: "x", NoEcho: true }]);
  const summary = await aws.client.send(new GetTemplateSummaryCommand({ TemplateBody }));
  expect(summary.ResourceTypes).toEqual(["AWS::IAM::Role"]);
  const invalid = aws.client.send(new ValidateTemplateCommand({ TemplateBody: "Resources: [" }));
  expect((await refusal(invalid)).message).toMatch(/^Template format error: YAML not well-formed/);
});

test("an operation that is not there is refused by name", async () => {
  await aws.client.send(new CreateStackCommand({ StackName: "app", TemplateBody: body }));
  await settled(aws.client, "app");
  const { RegisterTypeCommand } = await import("@aws-sdk/client-cloudformation");
  const call = aws.client.send(
    new RegisterTypeCommand({ TypeName: "A::B::C", SchemaHandlerPackage: "s3://x" }),
  );
  expect(await refusal(call)).toMatchObject({ name: "InvalidAction" });
});
